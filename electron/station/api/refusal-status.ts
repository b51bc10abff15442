import { REFUSALS } from '#domain/lot/refusals/index.ts';
import type { RefusalKind } from '#domain/lot/refusals/kind.ts';
import type { RefusalCode } from '#domain/lot/words.ts';

const STATUS: Readonly<Record<RefusalKind, number>> = {
  unknown: 404,
  'in-the-way': 409,
  over: 410,
  wrong: 422,
};

/** The HTTP status of a refusal. */
export function refusalStatus(code: RefusalCode): number {
  return STATUS[REFUSALS[code].kind];
}
