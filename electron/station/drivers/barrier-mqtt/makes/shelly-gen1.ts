import type { RelayMake, RelayWord } from '../make.ts';

const WORDS: Readonly<Record<string, boolean>> = { on: true, off: false, '1': true, '0': false };

/** Shelly, first generation (Gen1 device API, "MQTT"): plain words on a topic for each channel. */
export const shellyGen1: RelayMake = {
  endsPulses: false,
  numbersAnswers: false,
  filters: ({ relay }) => [
    `shellies/${relay}/online`,
    `shellies/${relay}/relay/+`,
    `shellies/${relay}/input/+`,
  ],
  ask: ({ relay }) => [{ topic: `shellies/${relay}/command`, payload: 'update' }],
  order({ relay }, order) {
    const isOn = 'on' in order ? order.on : true;
    return {
      topic: `shellies/${relay}/relay/${order.channel}/command`,
      payload: isOn ? 'on' : 'off',
    };
  },
  decode({ relay }, topic, text): readonly RelayWord[] {
    const place = topic.slice(`shellies/${relay}/`.length);
    const said = text.trim().toLowerCase();
    if (place === 'online') {
      if (said === 'true' || said === 'false') return [{ kind: 'online', on: said === 'true' }];
      return [{ kind: 'malformed', detail: 'neither true nor false about being online' }];
    }
    const [what, number = '', more] = place.split('/');
    if ((what !== 'relay' && what !== 'input') || more !== undefined) return [];
    if (!/^\d{1,2}$/.test(number)) return [];
    const on = WORDS[said];
    // A relay that switched itself off for too much load says so in place of its state.
    if (what === 'relay' && said === 'overpower')
      return [{ kind: 'relay', channel: Number(number), on: false }];
    if (on === undefined) return [{ kind: 'malformed', detail: `no state of ${what} ${number}` }];
    return [{ kind: what, channel: Number(number), on }];
  },
};
