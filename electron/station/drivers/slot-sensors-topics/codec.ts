import type { DeviceOf } from '#domain/facility/device-file.ts';
import { parseJson } from '../mqtt-device.ts';
import { byJsonPath } from '../slot-sensors-chirpstack/codecs/json-path.ts';
import type { SensorWord } from '../slot-sensors-chirpstack/word.ts';

/** Where the whole message is put when no path leads into it. */
const WHOLE = 'message';

/** Reads a maker's own messages by the places and words of the configuration. Never throws. */
export function messageReader(
  device: Pick<
    DeviceOf<'slot-sensors-topics'>,
    'occupied' | 'occupiedWhen' | 'vacantWhen' | 'battery' | 'temperature'
  >,
): (payload: Buffer) => SensorWord {
  const { occupied, occupiedWhen, vacantWhen, battery, temperature } = device;
  const read = byJsonPath({
    kind: 'json-path',
    occupied: occupied ?? WHOLE,
    occupiedWhen,
    vacantWhen,
    battery,
    temperature,
  });
  return (payload) => {
    const text = payload.toString('utf8').trim();
    const json = parseJson(text);
    if (occupied === undefined) return read({ event: { [WHOLE]: json ?? text } });
    if (typeof json === 'object' && json !== null) return read({ event: json });
    return { kind: 'malformed', detail: 'no JSON object' };
  };
}
