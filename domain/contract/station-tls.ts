import { z } from 'zod';
import { base, doneSchema } from './shared.ts';

const certificateSchema = z.object({
  /** SHA-256, in pairs of hexadecimal digits. */
  fingerprint: z.string(),
  validFrom: z.number().int(),
  validUntil: z.number().int(),
});

export const stationTlsSchema = z.object({
  httpsPort: z.number().int(),
  /** Null where the broker is another's. */
  mqttsPort: z.number().int().nullable(),
  /** Whether devices may also come without TLS, from other machines than the station's own. */
  plainForEverybody: z.boolean(),
  /** Made by the station, or named in `config.json`. */
  source: z.enum(['own', 'given']),
  certificate: certificateSchema.extend({ names: z.array(z.string()) }),
  /** What devices are given to trust; null where the certificate is of somebody else. */
  authority: certificateSchema.extend({ pem: z.string() }).nullable(),
  /** Why the newest certificate could not be taken; an older one is shown meanwhile. */
  fault: z.string().nullable(),
});
export type StationTls = z.infer<typeof stationTlsSchema>;

const tags = ['devices'] as const;

/** By what devices know the station. */
export const stationTlsContract = {
  /** `tls` is null while TLS is off. */
  tls: base
    .route({ method: 'GET', path: '/station/tls', tags: [...tags] })
    .output(z.object({ tls: stationTlsSchema.nullable() })),
  /** Makes the next server certificate now. Of the same authority: no device notices. */
  renewCertificate: base
    .route({ method: 'POST', path: '/station/tls/renewals', tags: [...tags] })
    .output(doneSchema),
};
