import { createTransport } from 'nodemailer';
import type { MailSettings } from './mail-settings.ts';

export interface MailFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Mail {
  /** The same for every attempt at the same mail: receivers show it once. */
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly files: readonly MailFile[];
}

export type SendMail = (mail: Mail) => Promise<void>;

const CONNECT_TIMEOUT_MS = 15_000;
const SILENCE_TIMEOUT_MS = 60_000;

/**
 * Sends mail through an SMTP server, a connection for each: reports go out a few times a day.
 * The promise rejects when the server cannot be reached or takes the mail for none of the receivers;
 * the message says so without the password.
 */
export function smtpMailer(settings: MailSettings): SendMail {
  const { host, port, security, user, password, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // Attachments are bytes of ours: nothing that a name says is read from a disk or the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ id, to, subject, text, files }) => {
    const sent = await transport.sendMail({
      messageId: `<${id}@gatehouse>`,
      from,
      to: [...to],
      subject,
      text,
      attachments: files.map(({ name, type, bytes }) => ({
        filename: name,
        contentType: type,
        content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      })),
    });
    const refused = sent.rejected.length;
    if (refused > 0)
      throw new Error(`the mail server refused ${refused} of ${to.length} addresses`);
  };
}
