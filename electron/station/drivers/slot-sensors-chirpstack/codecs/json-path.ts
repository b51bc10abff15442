import type { SensorCodec } from '#domain/facility/device/slot-sensors.ts';
import { atPath } from '../../json-path.ts';
import { numberIn, percent, type Uplink } from '../uplink.ts';
import { malformedWord, type SensorWord } from '../word.ts';

/** Beyond these a number is no temperature of a car park. */
const COLDEST_CELSIUS = -60;
const HOTTEST_CELSIUS = 125;

type PathCodec = Extract<SensorCodec, { kind: 'json-path' }>;

/** Any sensor whose payload ChirpStack itself decodes: the places are part of the configuration. */
export function byJsonPath(codec: PathCodec): (uplink: Pick<Uplink, 'event'>) => SensorWord {
  const occupiedWords = new Set(codec.occupiedWhen.map(plain));
  const vacantWords = new Set(codec.vacantWhen.map(plain));
  return ({ event }) => {
    const found = atPath(event, codec.occupied);
    const battery = codec.battery === undefined ? null : percent(atPath(event, codec.battery));
    const temperature =
      codec.temperature === undefined ? null : celsius(atPath(event, codec.temperature));
    const health = {
      ...(battery === null ? {} : { batteryPercent: battery }),
      ...(temperature === null ? {} : { temperatureCelsius: temperature }),
    };
    // Sensors send their battery in messages of their own.
    if (found === undefined || found === null) return { kind: 'ok', occupied: null, ...health };
    const word = plain(found);
    if (occupiedWords.has(word)) return { kind: 'ok', occupied: true, ...health };
    if (vacantWords.has(word)) return { kind: 'ok', occupied: false, ...health };
    return malformedWord('a value that means neither occupied nor vacant');
  };
}

/** Texts are compared whatever their case; types stay apart. */
function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function celsius(value: unknown): number | null {
  const number = numberIn(value);
  if (number === null) return null;
  return number >= COLDEST_CELSIUS && number <= HOTTEST_CELSIUS ? number : null;
}
