import { malformedWord, type ReadSensor, type SensorWord } from '../word.ts';

const STARTUP_BYTES = 17;

/**
 * Bosch Parking Lot Sensor TPS110. The port is the type of the uplink ("Communication Interface – Technical
 * Description rev.1", V0.29.4, Bosch Connected Devices and Solutions, 2019; its examples stand in The
 * Things Network's device repository, `vendor/bosch`): 1 parking status (bit 0 of byte 0), 2 heartbeat
 * (the same, then the temperature as a signed byte in newer firmware), 3 start-up (debug codes, firmware
 * in bytes 12 to 14, cause of the reset, parking status in byte 16), 4 device information, 5 device
 * usage, 6 debug. The battery is not in its payload: ChirpStack asks for it and tells it as `status`.
 */
export const boschTps110: ReadSensor = ({ fPort, bytes }) => {
  switch (fPort) {
    case 1:
      return parking(bytes[0], {});
    case 2:
      return parking(bytes[0], bytes.length < 2 ? {} : { temperatureCelsius: signed(bytes[1]) });
    case 3:
      if (bytes.length < STARTUP_BYTES) return malformedWord('a start-up that is too short');
      return parking(bytes[16], { firmware: [...bytes.subarray(12, 15)].join('.') });
    case 4:
    case 5:
    case 6:
      return { kind: 'ok', occupied: null };
    default:
      return malformedWord('a port that the TPS110 does not use');
  }
};

function parking(
  status: number | undefined,
  more: { readonly temperatureCelsius?: number; readonly firmware?: string },
): SensorWord {
  if (status === undefined) return malformedWord('no parking status');
  return { kind: 'ok', occupied: (status & 1) === 1, ...more };
}

function signed(byte = 0): number {
  return byte > 127 ? byte - 256 : byte;
}
