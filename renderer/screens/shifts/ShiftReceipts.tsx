import type { ShiftPayment } from '#domain/contract/shifts.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { t } from '../../strings/index.ts';
import classes from './shifts.module.css';

const words = t.shiftReport;

/** Receipts of a shift, in their own order. */
export function ShiftReceipts({
  payments,
  none,
}: {
  readonly payments: readonly ShiftPayment[];
  readonly none: string;
}) {
  const format = useFormat();
  if (payments.length === 0) return <p className={classes.hint}>{none}</p>;
  return (
    <table className={classes.rows}>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.receiptNumber}>
            <th scope="row">{format.number(payment.receiptNumber)}</th>
            <td>{format.time(payment.at)}</td>
            <td>{whatOf(payment)}</td>
            <td>{t.paymentMethods[payment.method]}</td>
            <td className={classes.money}>{format.money(payment.amountMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function whatOf({ kind, purpose, ticketNumber, unmatched }: ShiftPayment): string {
  const parts = [
    ticketNumber === null ? t.payments.purposes[purpose] : formatTicketNumber(ticketNumber),
  ];
  if (kind !== 'payment') parts.push(words.kinds[kind]);
  if (unmatched) parts.push(words.unmatched);
  return parts.join(' · ');
}
