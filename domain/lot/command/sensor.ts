import type { DeviceId, SlotId } from '../../kernel/ids.ts';

/** What a slot sensor says of its battery, in percent. Said again, it says nothing. */
export interface ReportBattery {
  readonly type: 'ReportBattery';
  readonly deviceId: DeviceId;
  readonly slotId: SlotId;
  readonly percent: number;
}

export type SensorCommand = ReportBattery;
