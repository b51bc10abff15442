import type { Minor } from '../kernel/money.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Refusal } from '../lot/words.ts';

/** What is given back for cash handed over, or the refusal `cash-too-little`. Amounts are not negative. */
export function changeFor(dueMinor: Minor, tenderedMinor: Minor): Result<Minor, Refusal> {
  if (tenderedMinor < dueMinor)
    return err({
      code: 'cash-too-little',
      message: 'The cash handed over is less than the amount due.',
    });
  return ok(tenderedMinor - dueMinor);
}
