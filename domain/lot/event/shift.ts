import type { ShiftId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/money.ts';
import type { CashMove, CountedPieces } from '../../shift/shift.ts';

/** What happens at a till. */
export type ShiftEvent =
  | { readonly type: 'ShiftOpened'; readonly shiftId: ShiftId; readonly floatMinor: Minor }
  | {
      readonly type: 'CashMoved';
      readonly shiftId: ShiftId;
      readonly move: CashMove;
      readonly amountMinor: Minor;
      readonly reason: string;
    }
  | {
      readonly type: 'ShiftClosed';
      readonly shiftId: ShiftId;
      /** Numbered without gaps. */
      readonly closeNumber: number;
      readonly countedMinor: Minor;
      readonly expectedMinor: Minor;
      readonly pieces: readonly CountedPieces[];
      /** Why it differs; empty where it does not. */
      readonly reason: string;
    };
