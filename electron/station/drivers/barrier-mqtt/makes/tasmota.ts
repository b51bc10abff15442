import { parseJson } from '../../mqtt-device.ts';
import type { RelayMake, RelayWord } from '../make.ts';

/** A pause in a backlog is counted in tenths of a second (Tasmota docs, commands, "Delay"). */
const DELAY_UNIT_MS = 100;

/** Tasmota: `cmnd/{topic}/…` commands, `stat/{topic}/…` answers, `tele/{topic}/LWT` is its last will. */
export const tasmota: RelayMake = {
  endsPulses: true,
  numbersAnswers: false,
  filters: ({ relay }) => [
    `tele/${relay}/LWT`,
    `tele/${relay}/STATE`,
    `tele/${relay}/SENSOR`,
    // With SetOption4 answers come on the command's own topic, such as POWER1, in place of RESULT.
    `stat/${relay}/+`,
  ],
  ask: ({ relay }) => [
    { topic: `cmnd/${relay}/STATE`, payload: '' },
    { topic: `cmnd/${relay}/STATUS`, payload: '10' },
  ],
  order({ relay }, order) {
    const power = `POWER${order.channel + 1}`;
    if ('on' in order) return { topic: `cmnd/${relay}/${power}`, payload: order.on ? 'ON' : 'OFF' };
    const delay = Math.max(1, Math.round(order.pulseMs / DELAY_UNIT_MS));
    // The relay carries it out by itself, so it goes off whatever becomes of the station.
    const payload = `${power} OFF; ${power} ON; Delay ${delay}; ${power} OFF`;
    return { topic: `cmnd/${relay}/Backlog0`, payload };
  },
  decode({ relay }, topic, text): readonly RelayWord[] {
    if (topic === `tele/${relay}/LWT`) {
      const said = text.trim().toLowerCase();
      if (said === 'online' || said === 'offline')
        return [{ kind: 'online', on: said === 'online' }];
      return [{ kind: 'malformed', detail: 'neither Online nor Offline' }];
    }
    const place = topic.slice(topic.lastIndexOf('/') + 1);
    // Beside what is JSON it says each relay's state as a plain word.
    if (/^POWER\d{0,2}$/.test(place) && stateOf(text) !== null) return wordsOf({ [place]: text });
    const json = parseJson(text);
    if (!isObject(json) && !SAYS_JSON.has(place)) return [];
    if (!isObject(json)) return [{ kind: 'malformed', detail: 'no JSON object' }];
    const status = 'StatusSNS' in json ? json.StatusSNS : json;
    return typeof status === 'object' && status !== null ? wordsOf(status) : [];
  },
};

/** Where nothing but JSON is said. */
const SAYS_JSON: ReadonlySet<string> = new Set(['RESULT', 'STATUS10', 'STATE', 'SENSOR']);

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** `POWER` is the only relay, `POWER2` the second; `Switch1` says its state alone or as an action. */
function wordsOf(said: object): readonly RelayWord[] {
  return Object.entries(said).flatMap(([name, value]): RelayWord[] => {
    const [, what, number] = /^(POWER|Switch)(\d{0,2})$/.exec(name) ?? [];
    if (what === undefined) return [];
    const on = stateOf(value);
    if (on === null) return [];
    const channel = number === '' ? 0 : Number(number) - 1;
    if (channel < 0) return [];
    return [{ kind: what === 'POWER' ? 'relay' : 'input', channel, on }];
  });
}

function stateOf(value: unknown): boolean | null {
  const text =
    typeof value === 'object' && value !== null && 'Action' in value ? value.Action : value;
  if (text === 'ON' || text === 1) return true;
  return text === 'OFF' || text === 0 ? false : null;
}
