import { ORPCError } from '@orpc/client';
import { REFUSAL_CODES, type RefusalCode } from '#domain/lot/words.ts';
import { t } from '../strings/index.ts';
import { StationUnreachable } from './transport.ts';

/** Faults beside the lot's own refusals. Each has a sentence in the catalogue. */
export type FaultCode = keyof typeof t.faults;

export interface Problem {
  readonly code: RefusalCode | FaultCode;
  /** A sentence for the person in front of the screen. */
  readonly message: string;
}

const refusals: ReadonlySet<string> = new Set(REFUSAL_CODES);

/** Codes come as `LOT_FULL` or `lot-full`; the catalogue knows the latter. */
function normalised(code: string): string {
  return code.toLowerCase().replaceAll('_', '-');
}

function codeInData(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  return typeof data.code === 'string' ? data.code : null;
}

/** Turns whatever a call threw into a code and a sentence. Unknown errors keep their own words. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof ORPCError) {
    for (const raw of [codeInData(cause.data), cause.code]) {
      if (raw === null) continue;
      const code = normalised(raw);
      if (isRefusalCode(code)) return refusalProblem(code);
      if (code in t.faults) {
        const known = code as FaultCode;
        return { code: known, message: t.faults[known] };
      }
    }
    return { code: 'unexpected', message: cause.message || t.faults.unexpected };
  }
  if (cause instanceof StationUnreachable) return fault('unreachable');
  if (cause instanceof DOMException && cause.name === 'TimeoutError') return fault('timeout');
  return fault('unexpected');
}

export function isRefusalCode(code: string): code is RefusalCode {
  return refusals.has(code);
}

export function refusalProblem(code: RefusalCode): Problem {
  const { what, todo } = t.refusals[code];
  return { code, message: todo === '' ? what : `${what} ${todo}` };
}

function fault(code: FaultCode): Problem {
  return { code, message: t.faults[code] };
}

export function isUnauthorised(cause: unknown): boolean {
  return cause instanceof ORPCError && normalised(cause.code) === 'unauthorized';
}

/** Whether a call may be repeated: nobody answered, or the station asked to come back. */
export function isTransient(cause: unknown): boolean {
  const { code } = problemOf(cause);
  return code === 'unreachable' || code === 'timeout' || code === 'busy';
}
