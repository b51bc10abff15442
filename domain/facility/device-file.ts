import { z } from 'zod';
import { asciiBarrierSchema } from './device/barrier-ascii.ts';
import { rtuBarrierSchema, tcpBarrierSchema } from './device/barrier-modbus.ts';
import { mqttBarrierSchema } from './device/barrier-mqtt.ts';
import { pushCameraSchema } from './device/camera-push.ts';
import { chargerSchema } from './device/charger-ocpp.ts';
import { cameraPosition, deviceHead } from './device/common.ts';
import { mqttControllerSchema, serialControllerSchema } from './device/lane-controller.ts';
import { escposPrinterSchema } from './device/printer-escpos.ts';
import { wiegandScannerSchema } from './device/scanner-wiegand.ts';
import { serialSchema, tcpConnection } from './device/serial.ts';
import { alphaSignSchema, asciiSignSchema, mqttSignSchema } from './device/sign.ts';
import {
  chirpstackSensorsSchema,
  slotSensorsSchema,
  topicSensorsSchema,
} from './device/slot-sensors.ts';
import { zoneCounterSchema } from './device/zone-counter.ts';

export type { SerialSettings } from './device/serial.ts';

const { id, label } = deviceHead;

const scannerSchema = z.strictObject({
  id,
  label,
  driver: z.literal('scanner-serial'),
  laneId: id,
  serial: serialSchema,
});

const plateCameraSchema = z.strictObject({
  id,
  label,
  driver: z.literal('camera-mqtt'),
  laneId: id,
  position: cameraPosition,
});

/** Frigate publishes all its cameras on one topic; `camera` says which of them this is. */
const frigateCameraSchema = z.strictObject({
  id,
  label,
  driver: z.literal('camera-frigate'),
  laneId: id,
  position: cameraPosition,
  camera: z.string().min(1).max(100),
  topic: z.string().min(1).max(200).default('frigate/tracked_object_update'),
});

/** A dry contact behind an MQTT input. A fire panel opens every gate of the lot. */
const fireContactSchema = z.strictObject({
  id,
  label,
  driver: z.literal('contact-mqtt'),
  contact: z.literal('fire-alarm'),
});
const callContactSchema = z.strictObject({
  id,
  label,
  driver: z.literal('contact-mqtt'),
  contact: z.literal('call-button'),
  laneId: id,
});
const ticketContactSchema = z.strictObject({
  id,
  label,
  driver: z.literal('contact-mqtt'),
  contact: z.literal('ticket-button'),
  laneId: id,
});
/** At an exit whose printer gives receipts on request. */
const receiptContactSchema = z.strictObject({
  id,
  label,
  driver: z.literal('contact-mqtt'),
  contact: z.literal('receipt-button'),
  laneId: id,
});
const contactSchema = z.discriminatedUnion('contact', [
  fireContactSchema,
  callContactSchema,
  ticketContactSchema,
  receiptContactSchema,
]);

/** A card terminal that speaks ZVT (PA00P015) over TCP, or over a serial line with its framing (PA00P016). */
const cardTerminalSchema = z.strictObject({
  id,
  label,
  driver: z.literal('terminal-zvt'),
  /** Absent: it stands at the desk. */
  laneId: id.optional(),
  connection: z.discriminatedUnion('kind', [
    tcpConnection(20_007),
    z.strictObject({
      kind: z.literal('serial'),
      serial: serialSchema.extend({
        baudRate: serialSchema.shape.baudRate.default(9_600),
        parity: serialSchema.shape.parity.default('none'),
        stopBits: serialSchema.shape.stopBits.default(2),
      }),
    }),
  ]),
  /** The terminal's own password for a cash register, as its provider set it. */
  password: z
    .string()
    .regex(/^\d{6}$/, 'six digits')
    .default('000000'),
  /** ISO 4217 number, such as 978 for the euro. Absent: that of the lot's currency. */
  currencyNumeric: z.number().int().min(1).max(999).optional(),
  /** Who puts the card receipt on paper: the terminal's own printer, or nobody but the station. */
  receipts: z.enum(['station', 'terminal']).default('station'),
  /** How long the terminal may take to acknowledge a command. */
  ackTimeoutMs: z.number().int().min(50).max(30_000).default(5_000),
  /** How long a payment may take from its start to its end, the cardholder's time included. */
  chargeTimeoutMs: z.number().int().min(200).max(600_000).default(180_000),
  /** How often an idle terminal is asked whether it lives. */
  enquiryMs: z.number().int().min(50).max(600_000).default(15_000),
  /** A payment whose fate is open this long after the line was lost is reported as unknown. */
  doubtTimeoutMs: z.number().int().min(50).max(600_000).default(60_000),
});

/** A device of the lot; `driver` names the folder under `electron/station/drivers` that serves it. */
export const deviceSchema = z.discriminatedUnion('driver', [
  asciiBarrierSchema,
  mqttBarrierSchema,
  rtuBarrierSchema,
  tcpBarrierSchema,
  scannerSchema,
  plateCameraSchema,
  frigateCameraSchema,
  pushCameraSchema,
  chargerSchema,
  slotSensorsSchema,
  zoneCounterSchema,
  chirpstackSensorsSchema,
  alphaSignSchema,
  asciiSignSchema,
  mqttSignSchema,
  topicSensorsSchema,
  contactSchema,
  mqttControllerSchema,
  serialControllerSchema,
  cardTerminalSchema,
  escposPrinterSchema,
  wiegandScannerSchema,
]);
export type Device = z.infer<typeof deviceSchema>;
export type DriverName = Device['driver'];
export type DeviceOf<D extends DriverName> = Extract<Device, { driver: D }>;

export type LaneController = DeviceOf<'lane-controller-mqtt' | 'lane-controller-serial'>;

export function isLaneController(device: Device): device is LaneController {
  return device.driver === 'lane-controller-mqtt' || device.driver === 'lane-controller-serial';
}
