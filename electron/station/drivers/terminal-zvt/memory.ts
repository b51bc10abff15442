import { z } from 'zod';
import { err, ok, type Result } from '#domain/kernel/result.ts';
import type { StatusInformation } from './status-information.ts';

/** Charges that are remembered; the oldest are forgotten first. */
export const CHARGES_MAX = 200;

/** What names one transaction in the terminal's own books. Empty where the terminal gave no number. */
const transactionSchema = z.strictObject({
  terminalId: z.string().max(16),
  receipt: z.string().max(8),
  trace: z.string().max(16),
});
export type Transaction = z.infer<typeof transactionSchema>;

/** The terminal's last transaction: `none` when it said that it has none, null when it is not known. */
const lastSchema = z.union([transactionSchema, z.literal('none')]).nullable();
export type LastTransaction = z.infer<typeof lastSchema>;

const referenceSchema = z.strictObject({
  terminalId: z.string(),
  terminalReceipt: z.string(),
  trace: z.string(),
  cardName: z.string(),
});

const outcomeSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('captured'),
    amountMinor: z.number().int(),
    reference: referenceSchema,
  }),
  z.strictObject({
    outcome: z.literal('failed'),
    code: z.enum([
      'busy',
      'offline',
      'not-sent',
      'refused',
      'cancelled',
      'declined',
      'amount-invalid',
      'currency-mismatch',
      'not-captured',
      'reversed-by-terminal',
    ]),
    detail: z.string(),
  }),
  z.strictObject({ outcome: z.literal('reversed') }),
  z.strictObject({ outcome: z.literal('unknown'), detail: z.string() }),
]);
export type ChargeOutcome = z.infer<typeof outcomeSchema>;

const chargeSchema = z.strictObject({
  paymentId: z.string(),
  amountMinor: z.number().int(),
  /** The terminal's last transaction before this charge was sent. */
  before: lastSchema,
  /** Null from before it is sent until its end is known. */
  outcome: outcomeSchema.nullable(),
});
export type ChargeRecord = z.infer<typeof chargeSchema>;

const memorySchema = z.strictObject({
  version: z.literal(1),
  last: lastSchema,
  charges: z.array(chargeSchema).max(CHARGES_MAX),
});
export type Memory = z.infer<typeof memorySchema>;

export const emptyMemory: Memory = { version: 1, last: null, charges: [] };

/** Reads what was written by `writeMemory`; a text that is something else is an error, never empty. */
export function readMemory(text: string | null): Result<Memory, string> {
  if (text === null) return ok(emptyMemory);
  try {
    const parsed = memorySchema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : err(z.prettifyError(parsed.error));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

export function writeMemory(memory: Memory): string {
  return JSON.stringify(memory);
}

/** The memory with this charge in it, in place of what it held of the same payment. */
export function withCharge(memory: Memory, charge: ChargeRecord): Memory {
  const others = memory.charges.filter(({ paymentId }) => paymentId !== charge.paymentId);
  return { ...memory, charges: [...others, charge].slice(-CHARGES_MAX) };
}

export function chargeOf(memory: Memory, paymentId: string): ChargeRecord | null {
  return memory.charges.find((charge) => charge.paymentId === paymentId) ?? null;
}

/** The names of a transaction, or null when the terminal gave it no number at all. */
export function transactionOf(info: StatusInformation): Transaction | null {
  if (info.receipt === null && info.trace === null) return null;
  return {
    terminalId: info.terminalId ?? '',
    receipt: info.receipt ?? '',
    trace: info.trace ?? '',
  };
}

/**
 * Whether two transactions of one terminal are one. `unclear` when their numbers contradict each other,
 * as when receipts begin anew with the day, or when they have no kind of number in common.
 */
export function compare(a: Transaction, b: Transaction): 'same' | 'different' | 'unclear' {
  const pairs = [
    [a.receipt, b.receipt],
    [a.trace, b.trace],
  ].filter(([one, other]) => one !== '' && other !== '');
  const equal = pairs.filter(([one, other]) => Number(one) === Number(other)).length;
  if (pairs.length === 0 || (equal > 0 && equal < pairs.length)) return 'unclear';
  return equal > 0 ? 'same' : 'different';
}

/** Whether both are of the same terminal, as far as they say. */
export function isSameTerminal(a: Transaction, b: Transaction): boolean {
  return a.terminalId === '' || b.terminalId === '' || a.terminalId === b.terminalId;
}

/** Whether that transaction captured, or may have captured, another payment than this one. */
export function belongsToAnother(
  memory: Memory,
  paymentId: string,
  transaction: Transaction,
): boolean {
  return memory.charges.some((charge) => {
    if (charge.paymentId === paymentId || charge.outcome?.outcome !== 'captured') return false;
    const { terminalId, terminalReceipt: receipt, trace } = charge.outcome.reference;
    const theirs = { terminalId, receipt, trace };
    return isSameTerminal(theirs, transaction) && compare(theirs, transaction) !== 'different';
  });
}
