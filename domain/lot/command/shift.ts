import type { ShiftId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/money.ts';
import type { CashMove, CountedPieces } from '../../shift/shift.ts';

export interface OpenShift {
  readonly type: 'OpenShift';
  readonly floatMinor: Minor;
}

/** Cash in or out of one's drawer without a payment. */
export interface MoveCash {
  readonly type: 'MoveCash';
  readonly move: CashMove;
  readonly amountMinor: Minor;
  readonly reason: string;
}

export interface CloseShift {
  readonly type: 'CloseShift';
  /** Whose shift; null for one's own. Another's needs a manager. */
  readonly shiftId: ShiftId | null;
  readonly countedMinor: Minor;
  /** Empty when only the sum was counted. */
  readonly pieces: readonly CountedPieces[];
  /** Needed where the count differs from what is expected. */
  readonly reason: string;
}

export type ShiftCommand = OpenShift | MoveCash | CloseShift;
