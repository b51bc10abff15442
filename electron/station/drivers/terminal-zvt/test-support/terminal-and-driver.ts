import {
  type CardTerminal,
  type CardTerminalOptions,
  startCardTerminal,
} from '#station/simulator/card-terminal/terminal.ts';
import { type DeviceMemory, forgetfulMemory } from '../../device-memory.ts';
import type { TerminalInput, TerminalOrder } from '../../terminal-words.ts';
import { noMqtt } from '../../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../../test-support/small-lot.ts';
import { until } from '../../test-support/wait.ts';

const POUND = 826;
export const deviceId = 'terminal';

type Charge = Extract<TerminalInput, { kind: 'charge' }>;
type TerminalDevice = Extract<DeviceInput, { driver: 'terminal-zvt' }>;

/** Everything that a test opened, ended in turn. */
const opened: (() => Promise<void>)[] = [];
/** For `afterEach`. */
export async function endAll(): Promise<void> {
  for (const end of opened.splice(0).reverse()) await end();
}

/** Ends something else after the test. */
export function alsoEnd(end: () => Promise<void>): void {
  opened.push(end);
}

export async function terminalOn(
  options: Partial<CardTerminalOptions> = {},
): Promise<CardTerminal> {
  const terminal = await startCardTerminal({
    connection: { kind: 'tcp', port: 0 },
    currencyNumeric: POUND,
    ...options,
  });
  opened.push(() => terminal.stop());
  return terminal;
}

export async function driverOf(
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
  const recorded = await recordDriver(smallLot([device]), deviceId, noMqtt, { memory });
  opened.push(() => recorded.driver.stop());
  return recorded;
}

export async function online(recorded: RecordedDriver): Promise<RecordedDriver> {
  await until('online', () => recorded.status() === 'online');
  return recorded;
}

export const charge = (paymentId: string, amountMinor = 1_000): TerminalOrder => ({
  kind: 'charge',
  deviceId,
  paymentId,
  amountMinor,
  currency: 'GBP',
});

export const ask = (paymentId: string, amountMinor = 1_000): TerminalOrder => ({
  kind: 'ask-charge',
  deviceId,
  paymentId,
  amountMinor,
  currency: 'GBP',
  requestedAt: Date.now(),
});

export async function outcomeOf(
  { of }: RecordedDriver,
  paymentId: string,
  nth = 1,
): Promise<Charge> {
  const all = () => of('charge').filter((one) => one.paymentId === paymentId);
  await until(`the outcome ${nth} of ${paymentId}`, () => all().length >= nth);
  const found = all()[nth - 1];
  if (!found) throw new Error('no outcome');
  return found;
}

export const authorisations = ({ heard }: CardTerminal): number =>
  heard.filter(({ kind }) => kind === 'authorise').length;
