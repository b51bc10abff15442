import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { picturesSchema } from './pictures/picture-settings.ts';
import { paymentsSchema } from './providers/payment-settings.ts';
import { mailSchema } from './schedules/mail-settings.ts';
import { tlsSchema } from './tls/tls-settings.ts';

const configSchema = z.strictObject({
  version: z.literal(1),
  /** Lots whose field is played by the simulator. */
  simulatedLots: z.array(z.string()).default([]),
  /** Payment providers and their keys; see `paymentSettings` for what the environment may give. */
  payments: paymentsSchema.optional(),
  /** Turns TLS on, as `--tls` does, and says how. */
  tls: tlsSchema.optional(),
  /** How long what cameras send is kept, and how much of it. */
  pictures: picturesSchema.optional(),
  /** The server that scheduled reports are mailed through. */
  mail: mailSchema.optional(),
});
export type Config = z.infer<typeof configSchema>;

/** The configuration file cannot be used; the message names the place. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads `config.json`; what is missing has its default.
 * @throws ConfigError naming the file and the path in it
 */
export function readConfig(path: string): Config {
  if (!existsSync(path)) return { version: 1, simulatedLots: [] };
  try {
    const config = configSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (holdsSecrets(config)) refuseIfOpenToOthers(path);
    return config;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `${path} cannot be read: ${whatIsWrong(error)}. Mend the file, or move it away to start with the defaults.`,
    );
  }
}

function whatIsWrong(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  // The parser's own words quote the text around the fault, which may be a key.
  if (error instanceof SyntaxError)
    return `it is no JSON${/ at position \d+( \(line \d+ column \d+\))?/.exec(error.message)?.[0] ?? ''}`;
  return (error as Error).message;
}

const SECRET_FIELDS = ['keySecret', 'secretKey', 'webhookSecret', 'previousWebhookSecret'];
const OTHERS = 0o077;

function holdsSecrets({ payments, mail }: Config): boolean {
  if (mail?.password !== undefined) return true;
  return Object.values(payments?.providers ?? {}).some((provider) =>
    SECRET_FIELDS.some((field) => field in (provider ?? {})),
  );
}

/** Windows has no such bits; there the user's profile keeps others out. */
function refuseIfOpenToOthers(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & OTHERS) === 0) return;
  throw new ConfigError(
    `${path} holds keys or passwords and may be read by others: run chmod 600 on it.`,
  );
}

/** Replaces the file in one step, so that a crash leaves the old one or the new one. */
export function writeConfig(path: string, config: Config): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(config, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${path}.new`, path);
}
