import type { StationTls } from '#domain/contract/station-tls.ts';
import type { SecureDoors } from '../../tls/identity.ts';
import { apiError } from '../api-error.ts';
import { api, callerOf } from '../base.ts';

export const stationTls = {
  tls: api.devices.tls.handler(({ context }) => {
    const doors = context.services.secureDoors();
    return { tls: doors === null ? null : told(doors) };
  }),

  renewCertificate: api.devices.renewCertificate.handler(async ({ context }) => {
    const { secureDoors, log } = context.services;
    const doors = secureDoors();
    if (doors === null)
      throw apiError('no-tls', 'TLS is off: start the station with --tls to turn it on.');
    if (doors.identity.facts().source === 'given')
      throw apiError(
        'no-tls',
        'The certificate is named in config.json: whoever made it renews it, and the station takes it from its file.',
      );
    await doors.identity.renew();
    log.info({ by: callerOf(context).username }, 'the TLS certificate was renewed by hand');
    return { ok: true as const };
  }),
};

function told({ identity, httpsPort, mqttsPort, plainForEverybody }: SecureDoors): StationTls {
  const { source, names, fingerprint, validFrom, validUntil, authority, fault } = identity.facts();
  return {
    ...{ httpsPort, mqttsPort, plainForEverybody, source, authority, fault },
    certificate: { fingerprint, validFrom, validUntil, names: [...names] },
  };
}
