import {
  belongsToAnother,
  type ChargeOutcome,
  type ChargeRecord,
  compare,
  isSameTerminal,
  type Memory,
  type Transaction,
  transactionOf,
} from './memory.ts';
import { captured, failed } from './outcome.ts';
import type { StatusInformation } from './status-information.ts';

/** A payment whose end was not heard. */
export interface Doubt {
  readonly charge: ChargeRecord;
  /** The last receipt that the lot knew before it, for a charge that this driver has no record of. */
  readonly knownReceipt: string | null;
  /** Staff were told already that nobody knows. */
  readonly reported: boolean;
}

/**
 * What the terminal says of its last transaction: its status information; `none` when it refuses for it
 * has none; `silent` when it went through the motions and said nothing.
 */
export type LastAnswer = StatusInformation | 'none' | 'silent';

/**
 * What became of a charge, from the terminal's last transaction now and before it was sent. Only what is
 * certain is captured or failed: a driver of a car must not pay twice, and nobody must drive off unpaid
 * on a guess. The rest is for staff, with the words that they need to look it up.
 *
 * @param currencyNumeric the currency that was charged, ISO 4217
 */
export function verdictOn(
  { charge, knownReceipt }: Doubt,
  answer: LastAnswer,
  memory: Memory,
  currencyNumeric: number,
): ChargeOutcome {
  if (answer === 'silent') return unknown('The terminal does not tell its last payment.');
  if (answer === 'none')
    return charge.before === 'none' ? notCaptured : unknown('The terminal knows no payment.');
  const last = transactionOf(answer);
  if (last === null) return unknown('The terminal does not number its last payment.');
  const known = isBefore(charge, knownReceipt, last);
  if (known !== 'after') return known;
  if (belongsToAnother(memory, charge.paymentId, last))
    return unknown(`The terminal's last payment, ${wordsOf(answer)}, is another one.`);
  if (answer.totals !== null) return unknown('The terminal has had its end of day since.');
  if (answer.originalTrace !== null) return verdictOnReversal(charge, answer, answer.originalTrace);
  const isOurs =
    (answer.amountMinor === null || answer.amountMinor === charge.amountMinor) &&
    (answer.currencyNumeric === null || answer.currencyNumeric === currencyNumeric);
  if (!isOurs)
    return unknown(
      `The terminal's last payment, ${wordsOf(answer)}, is not of ${charge.amountMinor} minor units.`,
    );
  if (answer.resultCode === null) return unknown('The terminal does not say how it ended.');
  if (answer.resultCode !== 0) return failed(answer.resultCode, answer.text);
  if (answer.amountMinor === null) return unknown('The terminal does not tell the amount.');
  return captured(answer, charge.amountMinor);
}

const notCaptured: ChargeOutcome = {
  outcome: 'failed',
  code: 'not-captured',
  detail: 'The terminal was asked: nothing was charged.',
};

function isBefore(
  { before }: ChargeRecord,
  knownReceipt: string | null,
  last: Transaction,
): 'after' | ChargeOutcome {
  if (before === 'none') return 'after';
  if (before !== null) {
    if (!isSameTerminal(before, last)) return unknown('Another terminal stands there now.');
    const compared = compare(before, last);
    if (compared === 'same') return notCaptured;
    return compared === 'different'
      ? 'after'
      : unknown("The numbers of the terminal's payments contradict each other.");
  }
  if (knownReceipt === null)
    return unknown('What the terminal had done before this payment is not known.');
  if (last.receipt === '') return unknown('The terminal does not number its last payment.');
  return Number(knownReceipt) === Number(last.receipt) ? notCaptured : 'after';
}

/** A terminal that could not deliver its result may have taken the payment back by itself. */
function verdictOnReversal(
  { before, amountMinor }: ChargeRecord,
  answer: StatusInformation,
  originalTrace: string,
): ChargeOutcome {
  const isOfOurs =
    (before === 'none' ||
      (before !== null && before.trace !== '' && Number(originalTrace) > Number(before.trace))) &&
    answer.amountMinor === amountMinor &&
    answer.resultCode === 0;
  if (!isOfOurs)
    return unknown(`The terminal's last transaction is a reversal, ${wordsOf(answer)}.`);
  return {
    outcome: 'failed',
    code: 'reversed-by-terminal',
    detail: 'The terminal charged the card and took it back by itself.',
  };
}

function unknown(detail: string): ChargeOutcome {
  return {
    outcome: 'unknown',
    detail: `${detail} Look at the terminal's own list of payments before charging again.`,
  };
}

function wordsOf({ receipt, trace, amountMinor }: StatusInformation): string {
  const number = receipt === null ? `trace ${trace}` : `receipt ${receipt}`;
  return amountMinor === null ? number : `${number} of ${amountMinor} minor units`;
}
