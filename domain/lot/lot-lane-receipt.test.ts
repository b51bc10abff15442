import { describe, expect, test } from 'vitest';
import { type LotFile, lotFileSchema } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/instant.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';
import { cashFor } from './lot.testing.ts';

const TERMINAL = { kind: 'device', deviceId: 'zvt' } as const;
const BUTTON = { kind: 'device', deviceId: 'button' } as const;
const REFERENCE = { id: '17', terminalId: '52', trace: '9', cardName: 'girocard' };
const REQUEST = { type: 'RequestReceipt', laneId: 'out' } as const;
const DUE_MINOR = 400;
type Way = 'never' | 'on-request' | 'after-payment';

/** The small lot with a receipt printer and a card terminal at its exit. */
function lotFile(receipts: Way, detection: 'loops' | 'none' = 'loops'): LotFile {
  const file = smallLot();
  const connection = { kind: 'tcp', host: 'localhost' };
  return lotFileSchema.parse({
    ...file,
    lanes: file.lanes.map((lane) => ({ ...lane, detection })),
    devices: [
      {
        id: 'slips',
        label: 'Slips',
        driver: 'printer-escpos',
        connection,
        laneId: 'out',
        receipts,
      },
      { id: 'zvt', label: 'Terminal', driver: 'terminal-zvt', connection, laneId: 'out' },
    ],
  });
}

class ExitLot extends LaneLot {
  sessionId = '';

  constructor(receipts: Way, detection: 'loops' | 'none' = 'loops') {
    super(lotFile(receipts, detection));
    for (const deviceId of ['slips', 'zvt'])
      this.tell({ type: 'ReportDevice', deviceId, status: 'online', detail: '' });
  }

  /** A car of two hours stands at the exit, and its amount is shown. */
  waits(plate = 'p1'): this {
    this.sessionId = this.enter(plate);
    this.at += 2 * HOUR_MS;
    this.loop('out', 'arming', true);
    this.read('out', plate);
    expect(this.phase).toBe('due');
    return this;
  }

  pays() {
    const { paymentId } = this.requested();
    const outcome = { kind: 'captured', amountMinor: DUE_MINOR, reference: REFERENCE } as const;
    return this.events({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
  }

  requested(): { readonly paymentId: string } {
    const open = [...this.state.payments.payments.values()].find(
      ({ state }) => state === 'requested',
    );
    if (open !== undefined) return { paymentId: open.id };
    const [event] = this.events({
      type: 'RequestPayment',
      purpose: { kind: 'session', sessionId: this.sessionId },
      method: 'card',
      amountMinor: DUE_MINOR,
      part: false,
      laneId: 'out',
      deviceId: 'zvt',
      provider: null,
    });
    if (event?.type !== 'PaymentRequested') throw new Error('no payment was requested');
    return event;
  }

  get phase() {
    return this.state.lanes.get('out')?.phase;
  }

  get jobs() {
    return [...this.state.printing.jobs.values()];
  }

  outOfPaper(): void {
    const detail = 'It has no paper.';
    this.tell({
      type: 'ReportDevice',
      deviceId: 'slips',
      status: 'fault',
      detail,
      cause: 'no-paper',
    });
  }

  reports(ok: boolean): readonly string[] {
    const outcome = ok
      ? ({ ok: true } as const)
      : ({ ok: false, detail: 'Its knife is jammed.' } as const);
    return typesOf(
      this.events({ type: 'ReportPrint', jobId: this.jobs[0]?.id ?? '', outcome }, TERMINAL),
    );
  }
}

describe('an exit that gives receipts after each payment', () => {
  test('asks for it with the payment, once and with its number, and lets the driver go at once', () => {
    const lot = new ExitLot('after-payment').waits();
    const events = lot.pays();
    expect(typesOf(events)).toEqual(['PaymentCaptured', 'GateVended', 'PrintAsked']);
    expect(events[2]).toMatchObject({
      document: { kind: 'receipt', number: 1 },
      deviceId: 'slips',
      laneId: 'out',
      copy: 0,
    });
    // The gate opens and the sign says so; nothing waits for the paper.
    expect(lot.told(events)).toEqual(['vend', 'show', 'print']);
    expect(lot.phase).toBe('vended');
    expect(lot.reports(true)).toEqual(['PrintDone']);
    expect(lot.phase).toBe('vended');
    lot.pass('out');
    expect(lot.state.sessions.size).toBe(0);
  });

  test('hears the same news twice and prints it once', () => {
    const lot = new ExitLot('after-payment').waits();
    const { paymentId } = lot.requested();
    lot.pays();
    const outcome = { kind: 'captured', amountMinor: DUE_MINOR, reference: REFERENCE } as const;
    lot.tell({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
    expect(lot.jobs).toHaveLength(1);
  });

  test('without paper raises an alarm that names the receipt, opens, and gives the original at the desk', () => {
    const lot = new ExitLot('after-payment').waits();
    lot.outOfPaper();
    const events = lot.pays();
    expect(typesOf(events)).toEqual([
      'PaymentCaptured',
      'GateVended',
      'PrintFailed',
      'AlarmRaised',
    ]);
    expect(events[3]).toMatchObject({
      code: 'receipt-not-printed',
      laneId: 'out',
      detail: 'Exit: receipt 1 was not printed. It has no paper.',
    });
    expect(lot.told(events)).toEqual(['vend', 'show']);
    expect(lot.jobs).toEqual([]);
    lot.tell({ type: 'ReportDevice', deviceId: 'slips', status: 'online', detail: '' });
    const document = { kind: 'receipt', number: 1 } as const;
    expect(lot.events({ type: 'PrintDocument', document, deviceId: 'slips' })).toMatchObject([
      { type: 'PrintAsked', copy: 0 },
    ]);
  });

  test('that fails while it prints tells staff, and holds nobody', () => {
    const lot = new ExitLot('after-payment').waits();
    lot.pays();
    expect(lot.reports(false)).toEqual(['PrintFailed', 'AlarmRaised']);
    expect(lot.alarms()).toContain('receipt-not-printed');
    expect(lot.phase).toBe('vended');
  });

  test('prints none for money that comes when the driver has gone, or stands elsewhere', () => {
    const gone = new ExitLot('after-payment').waits();
    gone.requested();
    gone.loop('out', 'arming', false);
    expect(typesOf(gone.pays())).not.toContain('PrintAsked');
    const desk = new ExitLot('after-payment').waits();
    expect(typesOf(desk.events(cashFor(desk.sessionId, DUE_MINOR)))).toEqual([
      'PaymentCaptured',
      'GateVended',
    ]);
  });
});

describe('an exit that gives receipts on request', () => {
  test('prints none by itself, and one at the press of the button, once', () => {
    const lot = new ExitLot('on-request').waits();
    expect(typesOf(lot.pays())).toEqual(['PaymentCaptured', 'GateVended']);
    expect(lot.events(REQUEST, BUTTON)).toMatchObject([
      { type: 'PrintAsked', document: { kind: 'receipt', number: 1 }, copy: 0 },
    ]);
    expect(lot.refusal(REQUEST, BUTTON)).toBe('receipt-given');
    lot.reports(true);
    expect(lot.refusal(REQUEST, BUTTON)).toBe('receipt-given');
    // Staff may give another one, which says that it is one.
    expect(lot.events(REQUEST)).toMatchObject([{ type: 'PrintAsked', copy: 1 }]);
  });

  test('notes the press before the payment and prints it with that, wherever it is paid', () => {
    const lot = new ExitLot('on-request').waits();
    expect(lot.types(REQUEST, BUTTON)).toEqual(['ReceiptWanted']);
    expect(lot.types(REQUEST, BUTTON)).toEqual([]);
    expect(typesOf(lot.pays())).toEqual(['PaymentCaptured', 'GateVended', 'PrintAsked']);
    const desk = new ExitLot('on-request').waits();
    desk.events(REQUEST);
    expect(typesOf(desk.events(cashFor(desk.sessionId, DUE_MINOR)))).toContain('PrintAsked');
  });

  test('gives the next driver nothing of the one before', () => {
    const lot = new ExitLot('on-request').waits();
    lot.pays();
    lot.pass('out');
    expect(lot.refusal(REQUEST, BUTTON)).toBe('receipt-nothing');
    lot.loop('out', 'arming', true);
    expect(lot.refusal(REQUEST, BUTTON)).toBe('receipt-nothing');
    // Nor does a press of the one before count for whoever comes after.
    const left = new ExitLot('on-request').waits();
    left.events(REQUEST, BUTTON);
    left.loop('out', 'arming', false);
    left.waits('p2');
    expect(typesOf(left.pays())).not.toContain('PrintAsked');
  });

  test('without loops gives it for two minutes', () => {
    const lot = new ExitLot('on-request', 'none');
    lot.sessionId = lot.enter('p1');
    lot.at += 2 * HOUR_MS;
    lot.read('out', 'p1');
    lot.pays();
    expect(lot.state.sessions.size).toBe(0);
    lot.at += 121 * SECOND_MS;
    expect(lot.refusal(REQUEST, BUTTON)).toBe('receipt-nothing');
    lot.at -= 2 * SECOND_MS;
    expect(lot.types(REQUEST, BUTTON)).toEqual(['PrintAsked']);
  });

  test('says why it does not', () => {
    const lot = new ExitLot('on-request').waits();
    lot.pays();
    lot.outOfPaper();
    expect(lot.refusal(REQUEST, BUTTON)).toBe('printer-not-ready');
    expect(new ExitLot('never').waits().refusal(REQUEST)).toBe('receipt-no-printer');
    expect(lot.refusal({ type: 'RequestReceipt', laneId: 'nowhere' })).toBe('lane-unknown');
  });
});

test('an exit that never gives receipts gives none', () => {
  expect(typesOf(new ExitLot('never').waits().pays())).toEqual(['PaymentCaptured', 'GateVended']);
});
