import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { MockConnection } from '../../drivers/terminal-zvt/mock.ts';
import { BEHAVIOURS, parseBehaviour } from './behaviour.ts';
import { startCardTerminal } from './terminal.ts';

/*
 * A card terminal to try things by hand: `node electron/station/simulator/card-terminal/main.ts --port
 * 20007`. It prints what it does. A line typed in says how the next payment goes, such as `decline 05`.
 */

const HELP = `card-terminal [--port 20007] [--host 127.0.0.1] [--serial PATH] [--currency 978]
              [--password 000000] [--step-ms 600] [--behaviour "decline 05"]…
A line typed in says how the next payment goes: ${BEHAVIOURS}.
\`journal\` prints what it has booked, \`drop\` breaks the line.`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '20007' },
    host: { type: 'string', default: '127.0.0.1' },
    serial: { type: 'string' },
    currency: { type: 'string', default: '978' },
    password: { type: 'string', default: '000000' },
    'step-ms': { type: 'string', default: '600' },
    behaviour: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

function numberOf(name: 'port' | 'currency' | 'step-ms', max: number): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  console.error(`card-terminal: --${name} is a whole number from 0 to ${max}`);
  process.exit(2);
}

if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const connection: MockConnection =
  values.serial === undefined
    ? { kind: 'tcp', host: values.host, port: numberOf('port', 65_535) }
    : {
        kind: 'serial',
        serial: { path: values.serial, baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 2 },
      };

const terminal = await startCardTerminal({
  connection,
  password: values.password,
  currencyNumeric: numberOf('currency', 999),
  stepMs: numberOf('step-ms', 60_000),
  log: (line) => console.log(`card-terminal: ${line}`),
});

function take(line: string): void {
  const behaviour = parseBehaviour(line);
  if (behaviour.ok) terminal.behave(behaviour.value);
  else console.error(`card-terminal: ${behaviour.error}`);
}
for (const line of values.behaviour) take(line);
console.log(`card-terminal ready ${values.serial ?? `${values.host}:${terminal.port}`}`);

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  if (line.trim() === '') return;
  if (line.trim() === 'drop') terminal.drop();
  else if (line.trim() === 'journal') console.table(terminal.journal.transactions);
  else take(line);
});

let isStopping = false;
async function end(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  input.close();
  await terminal.stop();
  process.exit(0);
}
process.on('SIGTERM', end);
process.on('SIGINT', end);
