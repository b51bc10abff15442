const UNKNOWN_AUTHORITY =
  'The certificate of the MQTT broker is of an authority that this station does not know. Name the certificate of that authority with --mqtt-ca.';

/** What OpenSSL and Node say of a broker's certificate, and what is to be done about it. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED:
    'The certificate of the MQTT broker has expired. Renew it at the broker; and see that the clock of this machine is right.',
  CERT_NOT_YET_VALID:
    'The certificate of the MQTT broker is not valid yet. See that the clocks of this machine and of the broker are right.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate of the MQTT broker is for another name. Give --mqtt-url the name or address that stands in it, or have one made for this name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  CERT_REVOKED: 'The certificate of the MQTT broker has been revoked. Renew it at the broker.',
};

/** The reasons of RFC 8446, 6.2, with which a broker refuses the station's own certificate. */
const REFUSED_CERTIFICATE =
  /alert (handshake failure|bad certificate|unknown ca|certificate (required|unknown|expired|revoked))/i;
const NO_TLS =
  /wrong version number|packet length too long|ECONNRESET|before secure TLS connection/i;

interface Coded {
  readonly code?: unknown;
}

/**
 * Why a broker lets the station not in, as a sentence that names the setting; null where it is just not there.
 *
 * @param isBeforeTls the address asks for TLS, and it has not been agreed upon yet
 */
export function brokerFault(error: Error & Coded, isBeforeTls: boolean): string | null {
  const { code, message } = error;
  const known = typeof code === 'string' ? CERTIFICATE[code] : undefined;
  if (known !== undefined) return known;
  if (REFUSED_CERTIFICATE.test(message))
    return 'The MQTT broker does not take the certificate of this station. Name one that it knows, and its key, with --mqtt-cert and --mqtt-key.';
  if (isBeforeTls && NO_TLS.test(message))
    return 'The MQTT broker ends the connection before TLS has begun: it seems to speak no TLS at that port. Give --mqtt-url the port for TLS (often 8883), or mqtt:// in place of mqtts://.';
  if (/not authorized|bad user ?name/i.test(message))
    return 'The MQTT broker does not know the user or the password of this station. Give both in --mqtt-url.';
  return null;
}
