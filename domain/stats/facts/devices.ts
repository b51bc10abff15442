import type { RecordedEvent } from '../../lot/event.ts';
import { type Fact, fact } from '../fact.ts';
import type { Known } from '../known.ts';

const PER_MILLE = 1_000;

/** How devices fared, and how well cameras read. */
export function devicesFacts({ event }: RecordedEvent, known: Known): readonly Fact[] {
  switch (event.type) {
    case 'DeviceStatusChanged': {
      const { deviceId: device, status } = event;
      return [fact('device-status', { device, status }, { isListed: true })];
    }
    case 'PlateRead': {
      const { deviceId: camera, laneId: lane, confidence } = event;
      const band = confidence < known.plateConfidenceMin ? 'unsure' : 'sure';
      const amount = Math.round(confidence * PER_MILLE);
      return [fact('reads', { camera, lane, band }, { amount })];
    }
    case 'AlarmRaised': {
      const { code, deviceId } = event;
      return [fact('alarms', { code, device: deviceId ?? '' }, { isListed: true })];
    }
    default:
      return [];
  }
}
