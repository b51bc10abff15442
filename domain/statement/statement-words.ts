/** Why a row of a statement is left out. */
export type StatementReason =
  | 'no-reference'
  | 'card-number'
  | 'no-time'
  | 'to-come'
  | 'no-amount'
  | 'no-fee'
  | 'kind-unknown';

/** What is said of rows that are left out, in English. */
export function statementProblem(reason: StatementReason, value: string): string {
  const shown = value === '' ? 'An empty cell' : `"${value}"`;
  switch (reason) {
    case 'no-reference':
      return `${shown} names no payment.`;
    case 'card-number':
      return 'This looks like a card number, and card numbers are never taken in.';
    case 'no-time':
      return `${shown} is no date.`;
    case 'to-come':
      return `${shown} is still to come.`;
    case 'no-amount':
      return `${shown} is no amount.`;
    case 'no-fee':
      return `${shown} is no fee.`;
    case 'kind-unknown':
      return `${shown} is neither payment nor refund, as the columns are set.`;
  }
}
