import { z } from 'zod';

/** How e-mail leaves the station; part of `config.json`. The password may come from the environment. */
export const mailSchema = z
  .strictObject({
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535).default(587),
    /**
     * `starttls`: encrypted after the greeting, and never in clear. `tls`: from the first byte
     * (port 465). `none`: in clear, for a server on this machine or behind a tunnel.
     */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    user: z.string().min(1).max(200).optional(),
    password: z.string().min(1).max(500).optional(),
    /** Stands as the sender, such as `Gatehouse <reports@example.com>`. */
    from: z.string().min(3).max(200),
  })
  .refine(({ user, password }) => password === undefined || user !== undefined, {
    message: 'a password needs a user',
    path: ['user'],
  });
export type MailSettings = z.infer<typeof mailSchema>;

const PASSWORD_VARIABLE = 'GATEHOUSE_SMTP_PASSWORD';

/** The settings with what the environment adds; null where e-mail is not set up. */
export function mailSettings(
  file: MailSettings | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): MailSettings | null {
  if (file === undefined) return null;
  const password = environment[PASSWORD_VARIABLE];
  return password === undefined || file.user === undefined ? file : { ...file, password };
}
