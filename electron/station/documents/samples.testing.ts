import type { PaymentSlip } from '#domain/payment/payment-slip.ts';
import type { Receipt } from '#domain/payment/receipt.ts';
import { withCheckSymbol } from '#domain/ticket/number.ts';
import type { PrintedTicket } from '#domain/ticket/printed-ticket.ts';

const AT = Date.parse('2026-11-22T08:35:00Z');
const number = withCheckSymbol('7K4M9QXT');

/** Cash at a desk in Pune, with GST in two parts. */
export const rupeeReceipt: Receipt = {
  lotName: 'Riverside Car Park',
  lotAddress: '12 Quay Road\nPune 411001',
  taxId: 'GSTIN 27AABCU9603R1ZX',
  number: 1042,
  at: AT,
  timeZone: 'Asia/Kolkata',
  locale: 'en-IN',
  currency: 'INR',
  kind: 'payment',
  lines: [
    { text: 'First hour, car', amountMinor: 4_000 },
    {
      text: '2 further hours started at 20.00 each, as displayed at the entry',
      amountMinor: 4_000,
    },
  ],
  netMinor: 6_780,
  taxes: [
    { label: 'CGST', basisPoints: 900, netMinor: 6_780, taxMinor: 610 },
    { label: 'SGST', basisPoints: 900, netMinor: 6_780, taxMinor: 610 },
  ],
  totalMinor: 8_000,
  method: 'cash',
  tenderedMinor: 10_000,
  changeMinor: 2_000,
  cashier: 'asha',
  stay: { ticketNumber: number, plate: 'MH12AB1234', entryAt: AT - 9_300_000, exitAt: AT },
  graceUntilAt: AT + 900_000,
  shiftId: 'shift-0031',
};

/** A card in Germany, VAT included. */
export const euroReceipt: Receipt = {
  lotName: 'Parkhaus am Schloßplatz',
  lotAddress: 'Königstraße 1\n70173 Stuttgart',
  taxId: 'DE123456789',
  number: 7,
  at: AT,
  timeZone: 'Europe/Berlin',
  locale: 'de-DE',
  currency: 'EUR',
  kind: 'payment',
  lines: [{ text: '4 × 30 Minuten à 1,00 €', amountMinor: 400 }],
  netMinor: 336,
  taxes: [{ label: 'MwSt.', basisPoints: 1_900, netMinor: 336, taxMinor: 64 }],
  totalMinor: 400,
  method: 'card',
  card: { name: 'girocard', terminalId: '52345678', receipt: '0017', trace: '000391' },
  cashier: 'exit-1',
  graceUntilAt: AT + 900_000,
};

/** Given back to a phone, VAT of the United Kingdom. */
export const poundRefund: Receipt = {
  lotName: 'Castle Street',
  number: 8,
  at: AT,
  timeZone: 'Europe/London',
  locale: 'en-GB',
  currency: 'GBP',
  kind: 'refund',
  refersTo: 6,
  lines: [{ text: 'Charged twice', amountMinor: -1_200 }],
  netMinor: -1_000,
  taxes: [{ label: 'VAT', basisPoints: 2_000, netMinor: -1_000, taxMinor: -200 }],
  totalMinor: -1_200,
  method: 'online',
  providerReference: 'rfnd_FP8QHiV938haTz',
  cashier: 'maria',
};

/** 53 characters, as long as a real one. */
export const sampleToken = `GH1${'0123456789ABCDEFGHJKMNPQRSTVWXYZ9876543210ZYXWVTSRQP'.slice(0, 50)}`;

export const rupeeTicket: PrintedTicket = {
  lotName: 'Riverside Car Park',
  lotAddress: '12 Quay Road\nPune 411001',
  timeZone: 'Asia/Kolkata',
  locale: 'en-IN',
  currency: 'INR',
  number,
  token: sampleToken,
  state: 'valid',
  issuedAt: AT,
  vehicleClass: 'car',
  plate: 'MH12AB1234',
  slotLabel: 'B2-014',
  levelLabel: 'Basement 2',
  laneLabel: 'North entry',
  price: {
    sentences: ['Stays of up to 10 min are free.', '₹25.00 an hour, fixed for this stay.'],
    rows: [
      { lengthMs: 3_600_000, totalMinor: 2_500 },
      { lengthMs: 7_200_000, totalMinor: 5_000 },
      { lengthMs: 86_400_000, totalMinor: 20_000 },
    ],
  },
};

export const upiSlip: PaymentSlip = {
  lotName: 'Riverside Car Park',
  timeZone: 'Asia/Kolkata',
  locale: 'en-IN',
  currency: 'INR',
  at: AT,
  amountMinor: 8_000,
  scanUri:
    'upi://pay?pa=riverside%40okbank&pn=Riverside%20Car%20Park&tr=GH7K4M9QXTR0001&tn=Parking&am=80.00&cu=INR',
  reference: 'GH7K4M9QXTR0001',
  expiresAt: AT + 300_000,
  ticketNumber: number,
};
