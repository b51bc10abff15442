import type { Log } from '../../ports/log.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

/** A log that tests can read. */
export function recordedLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const make = (bound: object): Log => {
    const line = (level: LogLine['level']) => (fields: object, message: string) => {
      lines.push({ level, fields: { ...bound, ...fields }, message });
    };
    return {
      debug: line('debug'),
      info: line('info'),
      warn: line('warn'),
      error: line('error'),
      child: (fields) => make({ ...bound, ...fields }),
    };
  };
  return { ...make({}), lines };
}
