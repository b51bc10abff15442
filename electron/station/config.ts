import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const configSchema = z.strictObject({
  version: z.literal(1),
  /** Lots whose field is played by the simulator. */
  simulatedLots: z.array(z.string()).default([]),
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
    return configSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new ConfigError(
      `${path} cannot be read: ${what}. Mend the file, or move it away to start with the defaults.`,
    );
  }
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
