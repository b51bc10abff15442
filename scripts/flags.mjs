/** The command line of `npm start`, checked before anything is installed or built. */

export const USAGE = `Usage: npm start -- [flags]

  --demo            open the demo lot, with simulated devices and the users
                    admin, manager, attendant (password: <name>-demo)
  --headless        run the station alone, without a window
  --data DIR        where the lots are kept
  --port 4700       port of the console and the API; 0 picks a free one
  --host 127.0.0.1  address to listen on
  --mqtt-port 1883  port of the built-in MQTT broker; 0 picks a free one
  --mqtt-url URL    use this MQTT broker instead of the built-in one
  --mqtt-ca FILE    certificate of the authority that the broker's own is signed by
  --mqtt-cert FILE  certificate and key that the station shows to that broker
  --mqtt-key FILE
  --tls             console, API, devices and broker over TLS as well; without it
                    they answer this machine alone from then on (docs/devices.md)
  --https-port 4743 port of the console and the API over TLS; 0 picks a free one
  --mqtts-port 8883 port of the built-in MQTT broker over TLS; 0 picks a free one
  --lot FILE        open the lot that this file describes
  --help            show this`;

const SWITCHES = new Set(['--demo', '--headless', '--tls']);
const PORTS = new Set(['--port', '--mqtt-port', '--https-port', '--mqtts-port']);
const MQTT = ['--mqtt-url', '--mqtt-ca', '--mqtt-cert', '--mqtt-key'];
const VALUES = new Set(['--data', '--host', '--lot', ...MQTT, ...PORTS]);
const HIGHEST_PORT = 65_535;

/**
 * @param {string[]} argv what follows `npm start --`
 * @returns {{ kind: 'help' } | { kind: 'error', message: string } |
 *   { kind: 'run', headless: boolean, demo: boolean, stationArgs: string[] }}
 */
export function parseFlags(argv) {
  /** @type {Map<string, string | true>} */
  const given = new Map();
  for (let at = 0; at < argv.length; at += 1) {
    const arg = argv[at] ?? '';
    const [name, inline] = splitOnce(arg);
    if (name === '--help' || name === '-h') return { kind: 'help' };
    if (given.has(name)) return { kind: 'error', message: `${name} is given twice.` };
    if (SWITCHES.has(name)) {
      if (inline !== undefined) return { kind: 'error', message: `${name} takes no value.` };
      given.set(name, true);
    } else if (VALUES.has(name)) {
      if (inline === undefined) at += 1;
      const value = inline ?? argv[at];
      if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
        return { kind: 'error', message: `${name} needs a value.` };
      }
      if (PORTS.has(name) && !isPort(value)) {
        return { kind: 'error', message: `${name} needs a number from 0 to 65535, not ${value}.` };
      }
      given.set(name, value);
    } else {
      return { kind: 'error', message: `Unknown flag: ${arg}` };
    }
  }
  if (given.has('--mqtt-port') && given.has('--mqtt-url')) {
    return { kind: 'error', message: 'Give --mqtt-port or --mqtt-url, not both.' };
  }
  const headless = given.delete('--headless');
  const stationArgs = [...given].flatMap(([name, value]) =>
    value === true ? [name] : [name, value],
  );
  return { kind: 'run', headless, demo: given.has('--demo'), stationArgs };
}

/** @param {string} arg @returns {[string, string | undefined]} */
function splitOnce(arg) {
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

/** @param {string} value */
function isPort(value) {
  return /^\d{1,5}$/.test(value) && Number(value) <= HIGHEST_PORT;
}
