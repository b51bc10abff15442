import { afterEach, describe, expect, it } from 'vitest';
import { Journal } from '#station/simulator/card-terminal/journal.ts';
import {
  CARD_NUMBER,
  type CardTerminal,
  type CardTerminalOptions,
  startCardTerminal,
} from '#station/simulator/card-terminal/terminal.ts';
import { type DeviceMemory, forgetfulMemory } from '../device-memory.ts';
import type { MqttLink } from '../mqtt-link.ts';
import { serialPair } from '../serial-pair.ts';
import type { TerminalInput, TerminalOrder } from '../terminal-words.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';

const noMqtt: MqttLink = {
  connected: false,
  subscribe: () => () => undefined,
  publish: () => Promise.reject(new Error('not used')),
  onConnection: () => () => undefined,
};
const POUND = 826;
const deviceId = 'terminal';

type Charge = Extract<TerminalInput, { kind: 'charge' }>;
type TerminalDevice = Extract<DeviceInput, { driver: 'terminal-zvt' }>;

/** Everything that a test opened, ended in turn. */
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of opened.splice(0).reverse()) await end();
});

async function terminalOn(options: Partial<CardTerminalOptions> = {}): Promise<CardTerminal> {
  const terminal = await startCardTerminal({
    connection: { kind: 'tcp', port: 0 },
    currencyNumeric: POUND,
    ...options,
  });
  opened.push(() => terminal.stop());
  return terminal;
}

async function driverOf(
  terminal: CardTerminal,
  settings: Partial<TerminalDevice> = {},
  memory: DeviceMemory = forgetfulMemory(),
): Promise<RecordedDriver> {
  const device: DeviceInput = {
    id: deviceId,
    label: 'Terminal',
    driver: 'terminal-zvt',
    connection: { kind: 'tcp', host: '127.0.0.1', port: terminal.port ?? 0 },
    ackTimeoutMs: 400,
    chargeTimeoutMs: 20_000,
    doubtTimeoutMs: 20_000,
    ...settings,
  };
  const recorded = await recordDriver(smallLot([device]), deviceId, noMqtt, memory);
  opened.push(() => recorded.driver.stop());
  return recorded;
}

async function online(recorded: RecordedDriver): Promise<RecordedDriver> {
  await until('online', () => recorded.status() === 'online');
  return recorded;
}

const charge = (paymentId: string, amountMinor = 1_000): TerminalOrder => ({
  kind: 'charge',
  deviceId,
  paymentId,
  amountMinor,
  currency: 'GBP',
});

const ask = (paymentId: string, amountMinor = 1_000): TerminalOrder => ({
  kind: 'ask-charge',
  deviceId,
  paymentId,
  amountMinor,
  currency: 'GBP',
  requestedAt: Date.now(),
});

async function outcomeOf({ of }: RecordedDriver, paymentId: string, nth = 1): Promise<Charge> {
  const all = () => of('charge').filter((one) => one.paymentId === paymentId);
  await until(`the outcome ${nth} of ${paymentId}`, () => all().length >= nth);
  const found = all()[nth - 1];
  if (!found) throw new Error('no outcome');
  return found;
}

const authorisations = ({ heard }: CardTerminal): number =>
  heard.filter(({ kind }) => kind === 'authorise').length;

describe('a card terminal over TCP', () => {
  it('captures a payment, and tells what it shows meanwhile', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toEqual({
      kind: 'charge',
      paymentId: 'p1',
      outcome: 'captured',
      amountMinor: 1_000,
      reference: {
        terminalId: '52523535',
        terminalReceipt: '0001',
        trace: '000001',
        cardName: 'Mastercard',
      },
    });
    expect(recorded.of('charge-progress').map(({ text }) => text)).toEqual([
      'Present the card',
      'Waiting for the card network',
    ]);
  });

  it.each([
    ['decline 05', 'declined', 'Declined by the card network (05).'],
    ['decline 78', 'declined', 'The card has expired.'],
    ['cancel', 'cancelled', 'It was cancelled at the terminal, or the time was over.'],
  ] as const)('reports %s, and nothing is taken', async (word, code, detail) => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.behave(
      word === 'cancel'
        ? { kind: 'cancel' }
        : { kind: 'decline', code: Number.parseInt(word.slice(-2), 16) },
    );
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code, detail });
    expect(terminal.journal.takenMinor).toBe(0);
  });

  it('reports the amount that was captured, not the one that was asked', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.behave({ kind: 'wrong-amount', amountMinor: 900 });
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({
      outcome: 'captured',
      amountMinor: 900,
    });
  });

  it('takes one payment at a time', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.behave({ kind: 'slow', ms: 20_000 });
    await recorded.driver.perform(charge('p1'));
    await until('the card is asked for', () => recorded.of('charge-progress').length > 0);
    await expect(recorded.driver.perform(charge('p2'))).rejects.toThrow('busy');
    expect(await outcomeOf(recorded, 'p2')).toMatchObject({ outcome: 'failed', code: 'busy' });
    await recorded.driver.perform({ kind: 'abort-charge', deviceId, paymentId: 'p1' });
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code: 'cancelled' });
    await recorded.driver.perform(charge('p3'));
    expect(await outcomeOf(recorded, 'p3')).toMatchObject({ outcome: 'captured' });
    expect(terminal.journal.takenMinor).toBe(1_000);
  });

  it('stops a cardholder who takes too long', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal, { chargeTimeoutMs: 300 }));
    terminal.behave({ kind: 'slow', ms: 20_000 });
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code: 'cancelled' });
  });

  it('never charges one payment twice, whoever asks', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1'));
    const first = await outcomeOf(recorded, 'p1');
    await recorded.driver.perform(charge('p1'));
    await recorded.driver.perform(ask('p1'));
    expect(await outcomeOf(recorded, 'p1', 3)).toEqual(first);
    expect(authorisations(terminal)).toBe(1);
  });

  it('reverses a payment, once', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1'));
    await outcomeOf(recorded, 'p1');
    const reverse: TerminalOrder = {
      kind: 'reverse-charge',
      deviceId,
      paymentId: 'p1',
      amountMinor: 1_000,
      terminalReceipt: '0001',
    };
    terminal.behave({ kind: 'drop-after-capture' });
    await recorded.driver.perform(reverse);
    // The line broke before the answer: it is sent again, and the terminal says that it is done.
    expect(await outcomeOf(recorded, 'p1', 2)).toMatchObject({ outcome: 'reversed' });
    expect(terminal.journal.takenMinor).toBe(0);
    await recorded.driver.perform({ ...reverse, terminalReceipt: '0777' });
    expect(await outcomeOf(recorded, 'p1', 3)).toMatchObject({ outcome: 'reversal-failed' });
  });

  it('is not away when it closes an idle connection and takes the next', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.drop();
    await until(
      'registered again',
      () => terminal.heard.filter(({ kind }) => kind === 'register').length === 2,
    );
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'captured' });
    expect(recorded.of('status').map(({ status }) => status)).toEqual(['online']);
  });

  it('closes the day with its totals', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1', 300));
    await outcomeOf(recorded, 'p1');
    await recorded.driver.perform(charge('p2', 500));
    await outcomeOf(recorded, 'p2');
    await recorded.driver.perform({ kind: 'end-of-day', deviceId });
    await until('the totals', () => recorded.of('end-of-day').length > 0);
    expect(recorded.of('end-of-day')).toEqual([
      {
        kind: 'end-of-day',
        outcome: 'done',
        totals: {
          terminalId: '52523535',
          amountMinor: 800,
          count: 2,
          firstReceipt: '0001',
          lastReceipt: '0002',
          cards: [
            { name: 'Mastercard', count: 1, amountMinor: 300 },
            { name: 'Visa', count: 1, amountMinor: 500 },
          ],
        },
      },
    ]);
  });

  it('lets nothing of a card out, and no password', async () => {
    const terminal = await terminalOn({ password: '482916' });
    const recorded = await online(await driverOf(terminal, { password: '482916' }));
    await recorded.driver.perform(charge('p1'));
    await outcomeOf(recorded, 'p1');
    const all = JSON.stringify([recorded.inputs, recorded.drops, recorded.log.lines]);
    expect(all).not.toContain(CARD_NUMBER.slice(0, 6));
    expect(all).not.toContain('8074');
    expect(all).not.toContain('482916');
  });

  it('says why it cannot be registered', async () => {
    const terminal = await terminalOn({ currencyNumeric: 978 });
    const recorded = await driverOf(terminal);
    await until('the fault', () => recorded.status() === 'fault');
    expect(recorded.of('status').at(-1)?.detail).toBe(
      'It refuses to be registered: The terminal has another currency.',
    );
    await expect(recorded.driver.perform(charge('p1'))).rejects.toThrow('offline');
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code: 'offline' });
  });

  it('refuses what the terminal cannot charge', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await expect(recorded.driver.perform(charge('p1', 0))).rejects.toThrow('this amount');
    await expect(
      recorded.driver.perform({ ...charge('p2'), currency: 'EUR' } as TerminalOrder),
    ).rejects.toThrow('works in GBP, not in EUR');
    expect(authorisations(terminal)).toBe(0);
  });
});

describe('a line that breaks during a payment', () => {
  it.each([
    [{ kind: 'drop-after-capture' }, 'captured', 1_000],
    [{ kind: 'drop-before-capture' }, 'not-captured', 0],
    [{ kind: 'drop-then-capture', ms: 1_500 }, 'captured', 1_000],
    [{ kind: 'drop-then-reverse' }, 'reversed-by-terminal', 0],
    [{ kind: 'garbage' }, 'captured', 1_000],
    [{ kind: 'no-result' }, 'captured', 1_000],
  ] as const)(
    '%j: the terminal is asked, and it is %s',
    async (behaviour, expected, takenMinor) => {
      const terminal = await terminalOn();
      const recorded = await online(await driverOf(terminal));
      await recorded.driver.perform(charge('p0'));
      await outcomeOf(recorded, 'p0');
      terminal.behave(behaviour);
      await recorded.driver.perform(charge('p1'));
      const outcome = await outcomeOf(recorded, 'p1');
      expect(outcome).toMatchObject(
        expected === 'captured'
          ? { outcome: 'captured', amountMinor: 1_000, reference: { terminalReceipt: '0002' } }
          : { outcome: 'failed', code: expected },
      );
      expect(terminal.journal.takenMinor).toBe(1_000 + takenMinor);
      expect(authorisations(terminal)).toBe(2);
      await online(recorded);
      await recorded.driver.perform(charge('p2'));
      expect(await outcomeOf(recorded, 'p2')).toMatchObject({ outcome: 'captured' });
    },
  );

  it('is the very first payment of a new terminal', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.behave({ kind: 'drop-after-capture' });
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'captured' });
  });

  it('leaves it to staff when the terminal does not tell', async () => {
    const terminal = await terminalOn({ keepsSilentOnRepeat: true });
    const recorded = await online(await driverOf(terminal));
    terminal.behave({ kind: 'drop-after-capture' });
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'unknown' });
  });

  it('tells staff while the terminal is away, and the truth when it is back', async () => {
    const journal = new Journal();
    const terminal = await terminalOn({ journal });
    const recorded = await online(
      await driverOf(terminal, { chargeTimeoutMs: 300, doubtTimeoutMs: 100 }),
    );
    await recorded.driver.perform(charge('p0'));
    await outcomeOf(recorded, 'p0');
    terminal.behave({ kind: 'silent' });
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'unknown' });
    // It took the money after all, and only then answers again.
    journal.pay(1_000, 'Visa');
    terminal.setSilent(false);
    expect(await outcomeOf(recorded, 'p1', 2)).toMatchObject({
      outcome: 'captured',
      reference: { terminalReceipt: '0002' },
    });
    expect(authorisations(terminal)).toBe(2);
  });

  it('is asked after a restart of the station, from what was written down', async () => {
    const memory = forgetfulMemory();
    const terminal = await terminalOn();
    const first = await online(await driverOf(terminal, {}, memory));
    await first.driver.perform(charge('p0'));
    await outcomeOf(first, 'p0');
    terminal.behave({ kind: 'drop-after-capture' });
    await first.driver.perform(charge('p1'));
    await until('the money is taken', () => terminal.journal.takenMinor === 2_000);
    await first.driver.stop();
    const second = await driverOf(terminal, {}, memory);
    await second.driver.perform(ask('p1'));
    // A lot that orders the charge again is answered, not obeyed.
    await second.driver.perform(charge('p1'));
    expect(await outcomeOf(second, 'p1')).toMatchObject({
      outcome: 'captured',
      reference: { terminalReceipt: '0002' },
    });
    expect(terminal.journal.takenMinor).toBe(2_000);
    expect(authorisations(terminal)).toBe(2);
  });

  it('is asked with what the lot knows, when the memory is lost as well', async () => {
    const terminal = await terminalOn();
    terminal.journal.pay(1_000, 'Visa');
    const recorded = await driverOf(terminal);
    await recorded.driver.perform(ask('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'unknown' });
    await recorded.driver.perform({ ...ask('p2'), knownReceipt: '0001' } as TerminalOrder);
    expect(await outcomeOf(recorded, 'p2')).toMatchObject({
      outcome: 'failed',
      code: 'not-captured',
    });
    expect(authorisations(terminal)).toBe(0);
  });

  it('charges nothing that cannot be written down', async () => {
    const terminal = await terminalOn();
    const memory: DeviceMemory = {
      read: async () => null,
      write: () => Promise.reject(new Error('ENOSPC: no space left on device')),
    };
    const recorded = await online(await driverOf(terminal, {}, memory));
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code: 'not-sent' });
    expect(authorisations(terminal)).toBe(0);
  });
});

describe('a card terminal on a serial line', () => {
  it('is asked when the line is pulled out after the capture', async () => {
    const pair = await serialPair();
    opened.push(() => pair.stop());
    const settings = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 2 } as const;
    const terminal = await terminalOn({
      connection: { kind: 'serial', serial: { path: pair.fieldPath, ...settings } },
    });
    const recorded = await online(
      await driverOf(terminal, {
        connection: { kind: 'serial', serial: { path: pair.stationPath } },
      }),
    );
    // An amount whose bytes are DLEs, which the framing doubles.
    await recorded.driver.perform(charge('p0', 101_010));
    expect(await outcomeOf(recorded, 'p0')).toMatchObject({
      outcome: 'captured',
      amountMinor: 101_010,
    });
    terminal.behave({ kind: 'drop-after-capture' });
    await recorded.driver.perform(charge('p1'));
    await until('the money is taken', () => terminal.journal.transactions.length === 2);
    await pair.unplug();
    await until('offline', () => recorded.status() === 'offline');
    await pair.plug();
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({
      outcome: 'captured',
      amountMinor: 1_000,
      reference: { terminalReceipt: '0002' },
    });
    expect(authorisations(terminal)).toBe(2);
  });
});
