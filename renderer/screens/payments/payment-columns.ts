import type { PaymentRow } from '#domain/contract/payments.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { needsAttention } from './payment-timeline.ts';

const { columns } = t.payments;

/** The payments table's columns in the lot's way of writing. */
export function paymentColumns(
  format: Format,
  now: () => number,
): readonly DataColumn<PaymentRow>[] {
  const none = t.common.noValue;
  return [
    {
      id: 'receipt',
      title: columns.receipt,
      value: (row) => row.receiptNumber,
      text: (row) => (row.receiptNumber === null ? none : format.number(row.receiptNumber)),
      width: 104,
      align: 'right',
    },
    {
      id: 'at',
      title: columns.at,
      value: (row) => row.requestedAt,
      text: (row) => format.timeOn(row.requestedAt, now()),
      width: 136,
      sort: 'desc',
    },
    {
      id: 'state',
      title: columns.state,
      value: (row) => t.paymentStates[row.state],
      // A mark beside the word: what needs attention is never told by colour alone.
      text: (row) => `${needsAttention(row) ? '▲ ' : ''}${t.paymentStates[row.state]}`,
      width: 136,
    },
    {
      id: 'method',
      title: columns.method,
      value: (row) => t.paymentMethods[row.method],
      width: 136,
    },
    {
      id: 'amount',
      title: columns.amount,
      value: (row) => row.amountMinor,
      text: (row) => format.money(row.amountMinor),
      width: 128,
      align: 'right',
    },
    {
      id: 'back',
      title: columns.back,
      value: (row) => backMinor(row),
      text: (row) => (backMinor(row) === 0 ? none : format.money(-backMinor(row))),
      width: 128,
      align: 'right',
    },
    {
      id: 'ticket',
      title: columns.ticket,
      value: (row) => row.ticketNumber,
      text: (row) =>
        row.ticketNumber === null
          ? t.payments.purposes[row.purpose]
          : formatTicketNumber(row.ticketNumber),
      width: 152,
    },
    {
      id: 'plate',
      title: columns.plate,
      value: (row) => row.plate,
      text: (row) => row.plate ?? none,
      width: 144,
    },
    { id: 'by', title: columns.by, value: (row) => row.by },
  ];
}

function backMinor(row: PaymentRow): number {
  return row.state === 'reversed' ? row.capturedMinor : row.refundedMinor;
}
