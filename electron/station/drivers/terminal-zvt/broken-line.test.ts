import { afterEach, describe, expect, it } from 'vitest';
import { Journal } from '#station/simulator/card-terminal/journal.ts';
import { type DeviceMemory, forgetfulMemory } from '../device-memory.ts';
import { serialPair } from '../serial-pair.ts';
import type { TerminalOrder } from '../terminal-words.ts';
import { until } from '../test-support/wait.ts';
import {
  alsoEnd,
  ask,
  authorisations,
  charge,
  driverOf,
  endAll,
  online,
  outcomeOf,
  terminalOn,
} from './test-support/terminal-and-driver.ts';

afterEach(endAll);

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
    alsoEnd(() => pair.stop());
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
