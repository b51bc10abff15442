import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server on this machine that keeps what it is sent. */
export interface MailServer {
  readonly port: number;
  readonly mails: readonly ParsedMail[];
  /** What it answers to the next mails; null takes them. */
  refuse(message: string | null): void;
  close(): Promise<void>;
}

export interface MailServerOptions {
  /** Who may send; anybody where it is missing. */
  readonly account?: { readonly user: string; readonly password: string };
}

/** Starts one on a free port, in clear. */
export async function startMailServer({ account }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  let refusal: string | null = null;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: account === undefined,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === account?.user && password === account?.password)
        done(null, { user: username });
      else done(new Error('535 wrong user or password'));
    },
    onRcptTo: ({ address }, _session, done) => {
      done(refusal === null ? null : new Error(`${refusal} <${address}>`));
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then(
        (mail) => {
          mails.push(mail);
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  // A connection that breaks off is the sender's to notice.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    refuse: (message) => {
      refusal = message;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
