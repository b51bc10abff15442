import type { DeviceId, SlotId } from '../../kernel/ids.ts';

/** How slot sensors themselves are, as far as somebody has to act on it. */
export type SensorEvent =
  | {
      readonly type: 'BatteryLow';
      readonly deviceId: DeviceId;
      readonly slotId: SlotId;
      readonly percent: number;
    }
  | { readonly type: 'BatteryGood'; readonly deviceId: DeviceId; readonly slotId: SlotId };
