import { z } from 'zod';

/** How the station is reached over TLS, as `config.json` says it. All of it may be left out. */
export const tlsSchema = z
  .strictObject({
    /**
     * PEM files: a certificate with those that signed it, and its key. Without them the station is its own
     * authority.
     */
    certFile: z.string().min(1).optional(),
    keyFile: z.string().min(1).optional(),
    /** What devices call this machine, beside its own names and addresses. */
    names: z
      .array(z.string().regex(/^[a-z0-9.:-]{1,253}$/i))
      .max(100)
      .default([]),
    /** Who may still come without TLS: this machine alone, or whoever reaches the address. */
    plain: z.enum(['own-machine', 'everybody']).default('own-machine'),
  })
  .refine(({ certFile, keyFile }) => (certFile === undefined) === (keyFile === undefined), {
    message: 'a certificate needs its key: name both, certFile and keyFile, or none',
  });
export type TlsSettings = z.infer<typeof tlsSchema>;

/** A certificate, a key or an authority cannot be used; the message names the file and what to do. */
export class TlsFault extends Error {
  override readonly name = 'TlsFault';
}
