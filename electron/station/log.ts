import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Log } from './ports/log.ts';

/**
 * Writes structured lines to `logs/station.log` in the data directory. Warnings and errors are also
 * shown where the station was started. No caller hands it plates, tokens or secrets.
 */
export function openLog(dataDirectory: string): Log {
  const directory = join(dataDirectory, 'logs');
  mkdirSync(directory, { recursive: true });
  const level = process.env.GATEHOUSE_LOG_LEVEL ?? 'info';
  const file = pino.destination({ dest: join(directory, 'station.log'), mkdir: true, sync: false });
  const streams = [
    { level, stream: file },
    { level: 'warn', stream: process.stderr },
  ] as const;
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.multistream([...streams] as Parameters<typeof pino.multistream>[0]),
  );
  return wrap(logger);
}

function wrap(logger: Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields) => wrap(logger.child(fields)),
  };
}
