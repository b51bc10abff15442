import { describe, expect, test } from 'vitest';
import { type LotFile, lotFileSchema } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import {
  countPrint,
  emptyPrintBook,
  nextCopy,
  PRINTS_REMEMBERED_MAX,
} from '../printing/print-job.ts';
import { DEFAULT_TICKET } from '../printing/template.ts';
import type { SavePaperTemplate } from './command/printing.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';
import { ENTRY } from './lot.testing.ts';

const BUTTON = { ...ENTRY, plateRef: null } as const;
const DEVICE = { kind: 'device', deviceId: 'button' } as const;
const MACHINE = { kind: 'device', deviceId: 'tickets' } as const;
const DONE = { ok: true } as const;
const FAILED = { ok: false, detail: 'Its knife is jammed.' } as const;

/** The small lot with a ticket printer at its entry and a printer at its desk. */
function withPrinters(detection: 'loops' | 'none' = 'loops', tickets = 'without-plate'): LotFile {
  const file = smallLot();
  const printer = (id: string) => ({
    id,
    label: id,
    driver: 'printer-escpos',
    connection: { kind: 'tcp', host: 'localhost' },
  });
  return lotFileSchema.parse({
    ...file,
    lanes: file.lanes.map((lane) => ({ ...lane, detection })),
    devices: [{ ...printer('tickets'), laneId: 'in', tickets }, printer('desk')],
  });
}

class PrintingLot extends LaneLot {
  constructor(lot: LotFile = withPrinters()) {
    super(lot);
    for (const deviceId of ['tickets', 'desk']) this.online(deviceId);
  }

  online(deviceId: string): void {
    this.tell({ type: 'ReportDevice', deviceId, status: 'online', detail: '' });
  }

  noPaper(deviceId: string): void {
    const detail = 'It has no paper.';
    const cause = 'no-paper';
    this.tell({ type: 'ReportDevice', deviceId, status: 'fault', detail, cause });
  }

  /** The job that was given last. */
  get job(): string {
    return [...this.state.printing.jobs.keys()].at(-1) ?? '';
  }

  ask(): void {
    this.loop('in', 'arming', true);
    this.events(BUTTON, DEVICE);
  }

  get phase() {
    return this.state.lanes.get('in')?.phase;
  }
}

describe('an entry that prints tickets', () => {
  test('opens when the ticket is on paper, not before', () => {
    const lot = new PrintingLot();
    lot.loop('in', 'arming', true);
    const asked = lot.events(BUTTON, DEVICE);
    expect(typesOf(asked)).toEqual(['TicketIssued', 'PrintAsked']);
    expect(lot.told(asked)).toEqual(['print', 'show']);
    expect(lot.phase).toBe('printing');
    const out = lot.events({ type: 'ReportPrint', jobId: lot.job, outcome: DONE });
    expect(typesOf(out)).toEqual(['PrintDone', 'GateVended']);
    expect(lot.told(out)).toEqual(['vend', 'show']);
    lot.pass('in');
    expect(lot.state.tally.entriesToday).toBe(1);
  });

  test('gives one ticket for one press, however often it is pressed', () => {
    const lot = new PrintingLot();
    lot.ask();
    expect(lot.refusal(BUTTON, DEVICE)).toBe('ticket-printing');
    expect(lot.refusal(BUTTON)).toBe('ticket-printing');
    expect(lot.state.sessions.size).toBe(1);
  });

  test('gives no ticket that was not printed: it is void, and staff are called', () => {
    const lot = new PrintingLot();
    lot.ask();
    const events = lot.events({ type: 'ReportPrint', jobId: lot.job, outcome: FAILED });
    expect(typesOf(events)).toEqual(['PrintFailed', 'TicketVoided', 'EntryRefused', 'AlarmRaised']);
    expect(lot.phase).toBe('armed');
    expect(lot.state.installed?.pool.vacantCount).toBe(4);
    expect(lot.alarms()).toEqual(['ticket-not-printed']);
    // Pressed again it tries again.
    expect(typesOf(lot.events(BUTTON, DEVICE))).toEqual(['TicketIssued', 'PrintAsked']);
  });

  test('voids the ticket of who backs out, also when it comes out afterwards', () => {
    const lot = new PrintingLot();
    lot.ask();
    const { job } = lot;
    expect(typesOf(lot.on('in', 'arming', false))).toEqual([
      'LoopChanged',
      'VehicleBackedOut',
      'TicketVoided',
    ]);
    expect(typesOf(lot.events({ type: 'ReportPrint', jobId: job, outcome: DONE }))).toEqual([
      'PrintDone',
    ]);
    expect([...lot.state.spentTickets.values()]).toMatchObject([{ how: 'void' }]);
    expect(lot.phase).toBe('idle');
  });

  test('does not open for who came after the one that left', () => {
    const lot = new PrintingLot();
    lot.ask();
    const { job } = lot;
    lot.loop('in', 'arming', false);
    lot.loop('in', 'arming', true);
    lot.events({ type: 'ReportPrint', jobId: job, outcome: DONE });
    expect(lot.phase).toBe('armed');
  });

  test('opens by hand for who waits for a ticket, and the ticket stays good', () => {
    const lot = new PrintingLot();
    lot.ask();
    lot.events({ type: 'VendGate', laneId: 'in', reason: 'printer is slow' });
    expect(lot.phase).toBe('vended');
    lot.pass('in');
    expect(lot.state.sessions.size).toBe(1);
    expect(typesOf(lot.events({ type: 'ReportPrint', jobId: lot.job, outcome: FAILED }))).toEqual([
      'PrintFailed',
      'AlarmRaised',
    ]);
  });

  test('lets in who waits for a ticket when every gate opens', () => {
    const lot = new PrintingLot();
    lot.ask();
    lot.events({ type: 'HoldGate', laneId: 'in', reason: 'queue' });
    lot.pass('in');
    expect(lot.state.tally.entriesToday).toBe(1);
    expect([...lot.state.sessions.values()].every(({ startedAt }) => startedAt !== null)).toBe(
      true,
    );
  });

  test('without loops starts the stay with the ticket', () => {
    const lot = new PrintingLot(withPrinters('none'));
    lot.events(BUTTON, DEVICE);
    expect(lot.phase).toBe('printing');
    const out = lot.events({ type: 'ReportPrint', jobId: lot.job, outcome: DONE });
    expect(typesOf(out)).toEqual(['PrintDone', 'GateVended', 'SessionStarted']);
    expect(lot.phase).toBe('idle');
  });

  test('without loops acts on no other plate meanwhile', () => {
    const lot = new PrintingLot(withPrinters('none'));
    lot.events(BUTTON, DEVICE);
    expect(lot.read('in', 'p1')).toEqual(['PlateRead']);
  });

  test('prints nothing for a plate, unless everybody gets a ticket', () => {
    const some = new PrintingLot();
    some.loop('in', 'arming', true);
    expect(some.read('in', 'p1')).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
    const all = new PrintingLot(withPrinters('loops', 'every-transient'));
    all.loop('in', 'arming', true);
    expect(all.read('in', 'p1')).toEqual(['PlateRead', 'TicketIssued', 'PrintAsked']);
  });
});

describe('an entry whose printer has no paper', () => {
  test('says so on its sign once, raises one alarm, and goes on by plates', () => {
    const lot = new PrintingLot();
    lot.noPaper('tickets');
    lot.noPaper('tickets');
    expect(lot.alarms()).toEqual(['paper-out']);
    lot.loop('in', 'arming', true);
    const refused = lot.events(BUTTON, DEVICE);
    expect(refused).toMatchObject([{ type: 'EntryRefused', code: 'printer-not-ready' }]);
    expect(lot.told(refused)).toEqual(['show']);
    expect(lot.refusal(BUTTON, DEVICE)).toBe('printer-not-ready');
    expect(lot.state.sessions.size).toBe(0);
    expect(lot.read('in', 'p1')).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
  });

  test('admits whom staff vouch for, without paper', () => {
    const lot = new PrintingLot();
    lot.noPaper('tickets');
    lot.loop('in', 'arming', true);
    expect(lot.types(BUTTON)).toEqual(['TicketIssued', 'GateVended']);
  });

  test('gives tickets again with the next roll, and its alarm is over', () => {
    const lot = new PrintingLot();
    lot.noPaper('tickets');
    lot.loop('in', 'arming', true);
    lot.events(BUTTON, DEVICE);
    lot.online('tickets');
    expect(lot.alarms()).toEqual([]);
    expect(typesOf(lot.events(BUTTON, DEVICE))).toEqual(['TicketIssued', 'PrintAsked']);
  });

  test('calls staff before that, when the roll comes to its end', () => {
    const lot = new PrintingLot();
    const low = (isLow: boolean) =>
      lot.types({ type: 'ReportPaper', deviceId: 'tickets', low: isLow }, MACHINE);
    expect(low(true)).toEqual(['AlarmRaised']);
    expect(low(true)).toEqual([]);
    // That the printer was away for a moment brings no paper.
    lot.tell({ type: 'ReportDevice', deviceId: 'tickets', status: 'offline', detail: '' });
    lot.online('tickets');
    expect(lot.alarms()).toEqual(['paper-low']);
    expect(low(false)).toEqual(['AlarmCleared']);
  });
});

describe('a document at a printer of the desk', () => {
  const receipt = { kind: 'receipt', number: 7 } as const;
  const print = { type: 'PrintDocument', document: receipt, deviceId: 'desk' } as const;
  const copies = (lot: LaneLot) =>
    lot.journal.flatMap(({ event }) => (event.type === 'PrintAsked' ? [event.copy] : []));

  test('is an original once, and a copy after that', () => {
    const lot = new PrintingLot();
    for (const outcome of [DONE, DONE, FAILED, DONE]) {
      lot.events(print);
      lot.events({ type: 'ReportPrint', jobId: lot.job, outcome });
    }
    // What was not printed is asked for again as what it was.
    expect(copies(lot)).toEqual([0, 1, 2, 2]);
  });

  test('counts while it is under way, and when the console prints it', () => {
    const lot = new PrintingLot();
    lot.events(print);
    lot.events({ ...print, deviceId: null });
    lot.events(print);
    expect(copies(lot)).toEqual([0, 1, 2]);
  });

  test('that may be on paper all the same is followed by a copy, and staff hear where nobody else does', () => {
    const lot = new PrintingLot();
    const fails = (doubt: 'maybe' | 'unheard') => {
      lot.events(print);
      const outcome = { ok: false, detail: 'The line was lost.', doubt } as const;
      return typesOf(lot.events({ type: 'ReportPrint', jobId: lot.job, outcome }));
    };
    expect(fails('maybe')).toEqual(['PrintFailed']);
    expect(fails('unheard')).toEqual(['PrintFailed', 'AlarmRaised']);
    expect([...lot.state.alarms.values()].at(-1)).toMatchObject({
      code: 'print-unsettled',
      detail: 'desk: receipt 7. The line was lost.',
    });
    lot.events(print);
    expect(copies(lot)).toEqual([0, 1, 2]);
  });

  test('is refused where no printer is, or none that prints', () => {
    const lot = new PrintingLot();
    expect(lot.refusal({ ...print, deviceId: 'nowhere' })).toBe('printer-unknown');
    lot.noPaper('desk');
    expect(lot.refusal(print)).toBe('printer-not-ready');
  });

  test('of which nothing is heard is given up in the end', () => {
    const lot = new PrintingLot();
    lot.events(print);
    expect(typesOf(lot.tick(299 * SECOND_MS))).not.toContain('PrintFailed');
    expect(typesOf(lot.tick(SECOND_MS))).toContain('PrintFailed');
    expect(lot.refusal({ type: 'ReportPrint', jobId: lot.job, outcome: DONE })).toBe(
      'print-job-unknown',
    );
  });
});

test('the printer of a till is its clerk’s, and stays after the shift', () => {
  const lot = new PrintingLot();
  const choose = (deviceId: string | null) => lot.types({ type: 'ChooseTillPrinter', deviceId });
  expect(choose('desk')).toEqual(['TillPrinterChosen']);
  expect(choose('desk')).toEqual([]);
  expect(lot.state.printing.tillPrinters).toEqual(new Map([['asha', 'desk']]));
  expect(lot.refusal({ type: 'ChooseTillPrinter', deviceId: 'nowhere' })).toBe('printer-unknown');
  expect(choose(null)).toEqual(['TillPrinterChosen']);
  expect(lot.state.printing.tillPrinters.size).toBe(0);
});

test('what was printed long ago stays a copy', () => {
  const book = emptyPrintBook();
  for (let number = 1; number <= PRINTS_REMEMBERED_MAX + 5; number += 1)
    countPrint(book, { kind: 'receipt', number });
  expect(book.counts.size).toBe(PRINTS_REMEMBERED_MAX);
  expect(nextCopy(book, { kind: 'receipt', number: 3 })).toBe(1);
  expect(nextCopy(book, { kind: 'receipt', number: PRINTS_REMEMBERED_MAX + 9 })).toBe(0);
});

test('a look has versions, and the same again is none', () => {
  const lot = new PrintingLot();
  const template = { ...DEFAULT_TICKET, footer: ['Drive slowly'] };
  const type = 'SavePaperTemplate';
  const save: SavePaperTemplate = { type, choice: { paper: 'ticket', template } };
  expect(lot.events(save)).toMatchObject([{ type: 'PaperTemplateSaved', version: 1 }]);
  expect(lot.events(save)).toEqual([]);
  const back: SavePaperTemplate = { type, choice: { paper: 'ticket', template: null } };
  expect(lot.events(back)).toMatchObject([{ type: 'PaperTemplateSaved', version: 2 }]);
  expect(lot.events(back)).toEqual([]);
});
