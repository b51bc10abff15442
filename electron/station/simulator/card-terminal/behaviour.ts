import { err, ok, type Result } from '#domain/kernel/result.ts';

/** How a played terminal treats one payment. */
export type Behaviour =
  | { readonly kind: 'approve' }
  /** The card network says no, with its result code. */
  | { readonly kind: 'decline'; readonly code: number }
  /** The cardholder takes their time; an abort of the cash register is heard meanwhile. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The cardholder presses the red key. */
  | { readonly kind: 'cancel' }
  /** Money is taken, then the line breaks before the cash register hears of it. */
  | { readonly kind: 'drop-after-capture' }
  /** The line breaks first, and nothing is taken. */
  | { readonly kind: 'drop-before-capture' }
  /** The line breaks while the cardholder is at it; money is taken `ms` later. */
  | { readonly kind: 'drop-then-capture'; readonly ms: number }
  /** Money is taken, the line breaks, and the terminal takes the payment back by itself. */
  | { readonly kind: 'drop-then-reverse' }
  /** Noise instead of the result, though money is taken. */
  | { readonly kind: 'garbage' }
  /** Takes another amount than it was told. */
  | { readonly kind: 'wrong-amount'; readonly amountMinor: number }
  /** Takes the command and says nothing any more. */
  | { readonly kind: 'silent' }
  /** Says that it is done without ever saying how it ended; money is taken. */
  | { readonly kind: 'no-result' };

const WITHOUT_NUMBER = [
  'approve',
  'cancel',
  'drop-after-capture',
  'drop-before-capture',
  'drop-then-reverse',
  'garbage',
  'silent',
  'no-result',
] as const;

/** The words that `parseBehaviour` takes. */
export const BEHAVIOURS =
  'approve, decline [code in hex], slow [ms], cancel, drop-after-capture, drop-before-capture, drop-then-capture [ms], drop-then-reverse, garbage, wrong-amount [minor units], silent, no-result';

/** Reads a line such as `decline 05` or `slow 4000`; an error names what would do. */
export function parseBehaviour(line: string): Result<Behaviour, string> {
  const [word = '', number] = line.trim().split(/\s+/);
  const plain = WITHOUT_NUMBER.find((kind) => kind === word);
  if (plain !== undefined) return ok({ kind: plain });
  if (word === 'decline') {
    const code = number === undefined ? 0x05 : Number.parseInt(number, 16);
    return code > 0 && code <= 0xff ? ok({ kind: 'decline', code }) : badNumber(line);
  }
  const value = Number(number ?? 3_000);
  if (!Number.isSafeInteger(value) || value < 0) return badNumber(line);
  if (word === 'slow' || word === 'drop-then-capture') return ok({ kind: word, ms: value });
  if (word === 'wrong-amount') return ok({ kind: word, amountMinor: value });
  return err(`"${word}" is no behaviour. There are: ${BEHAVIOURS}.`);
}

const badNumber = (line: string) => err(`"${line.trim()}" has no valid number.`);
