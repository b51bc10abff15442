import type { SensorCodec } from '#domain/facility/device/slot-sensors.ts';
import { boschTps110 } from './codecs/bosch-tps110.ts';
import { byJsonPath } from './codecs/json-path.ts';
import type { ReadSensor } from './word.ts';

/** How uplinks of a device's sensors are read. */
export function sensorReader(codec: SensorCodec): ReadSensor {
  return codec.kind === 'bosch-tps110' ? boschTps110 : byJsonPath(codec);
}
