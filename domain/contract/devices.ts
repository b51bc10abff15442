import { z } from 'zod';
import { LATENCY_SOURCES, LINK_KINDS } from '../facility/device-link.ts';
import { DEVICE_TESTS } from '../facility/device-tests.ts';
import { DEVICE_STATUSES, PRESENCES } from '../lot/words.ts';
import { deviceAccessContract } from './device-access.ts';
import { deviceConfigContract } from './device-config.ts';
import { deviceDiscoveryContract } from './device-discovery.ts';
import { deviceTestsContract } from './device-tests.ts';
import { deviceTrafficContract } from './device-traffic.ts';
import { base, doneSchema, inLot, instantSchema } from './shared.ts';
import { stationTlsContract } from './station-tls.ts';

export const deviceRowSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** The driver's name in the lot file. */
  driver: z.string(),
  /** What it is for, such as `barrier`; the first word of its driver. */
  kind: z.string(),
  /** How its words come, and from where. */
  link: z.object({ kind: z.enum(LINK_KINDS), place: z.string() }),
  laneId: z.string().nullable(),
  status: z.enum(DEVICE_STATUSES),
  /** A sentence for staff; empty while nothing is wrong. */
  detail: z.string(),
  since: instantSchema,
  /** Null for a device that posts nothing and needs no token. */
  token: z
    .object({
      /** Where it posts, below the station's own address. */
      path: z.string(),
      /** Null until it is given one. */
      issuedAt: instantSchema.nullable(),
    })
    .nullable(),
  /** How it can be tried by hand. */
  tests: z.array(z.enum(DEVICE_TESTS)),
  /** Its name at the station's own broker; null where it does not come there. */
  mqtt: z
    .object({
      username: z.string(),
      /** Null until it is given a password. */
      issuedAt: instantSchema.nullable(),
    })
    .nullable(),
  /** When it last sent anything that could be read; null since the station started. */
  heardAt: instantSchema.nullable(),
  /** Readings since the station started, and what had to be dropped, by reason. */
  inputs: z.number().int(),
  drops: z.record(z.string(), z.number().int()),
  /** The same of the last so many minutes: the share of drops is its error rate. */
  recent: z.object({
    minutes: z.number().int(),
    inputs: z.number().int(),
    drops: z.number().int(),
  }),
  /** How long its last answer took, or the way from it to the station; milliseconds. */
  latencyMs: z.number().nullable(),
  /** By what that is known: its own answer, the broker's, or the time that it gives its messages. */
  latencyBy: z.enum(LATENCY_SOURCES).nullable(),
  /** By how much its clock is ahead (behind, below zero), milliseconds; null while it is sane or not known. */
  clockAheadMs: z.number().int().nullable(),
  /** As it says of itself; null while it has not. */
  firmware: z.string().nullable(),
  /** How it is reached on a line that is polled, over its latest requests; null for other devices. */
  line: z
    .object({
      /** From one answered poll to the next: on a shared line the time of a whole round. */
      cycleMs: z.number().int(),
      answerMs: z.number().int(),
      /** Requests without a valid reply. */
      lostPercent: z.number().int(),
    })
    .nullable(),
  /** The sensors that it speaks for, where any has said something; null for other devices. */
  sensors: z.object({ heard: z.number().int(), batteryLow: z.number().int() }).nullable(),
});
export type DeviceRow = z.infer<typeof deviceRowSchema>;

/** One slot sensor as it says of itself. */
export const sensorRowSchema = z.object({
  slotId: z.string(),
  slotLabel: z.string(),
  presence: z.enum(PRESENCES),
  heardAt: instantSchema.nullable(),
  batteryPercent: z.number().nullable(),
  temperatureCelsius: z.number().nullable(),
  signalDbm: z.number().nullable(),
  firmware: z.string().nullable(),
  /** How often it changed its mind before it had settled, since the station started. */
  flaps: z.number().int(),
});
export type SensorRow = z.infer<typeof sensorRowSchema>;

const oneDevice = inLot.extend({ deviceId: z.string().max(64) });

export const devicesContract = {
  ...deviceTrafficContract,
  ...deviceConfigContract,
  ...deviceDiscoveryContract,
  ...deviceAccessContract,
  ...stationTlsContract,
  ...deviceTestsContract,
  /** What is installed, in the order of the lot file, and how it stands. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/devices', tags: ['devices'] })
    .input(inLot)
    .output(z.array(deviceRowSchema)),
  /** The slot sensors of a controller that have said something since the station started. */
  sensors: base
    .route({ method: 'GET', path: '/lots/{lotId}/devices/{deviceId}/sensors', tags: ['devices'] })
    .input(oneDevice)
    .output(z.array(sensorRowSchema)),
  /**
   * Gives a device that posts a new token and ends the one before. This answer is the only place where it
   * can be read: the station keeps its hash alone.
   */
  issueToken: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/devices/{deviceId}/token',
      tags: ['devices'],
      successStatus: 201,
    })
    .input(oneDevice)
    .output(z.object({ token: z.string(), path: z.string() })),
  /** From now on the device is turned away. */
  revokeToken: base
    .route({ method: 'DELETE', path: '/lots/{lotId}/devices/{deviceId}/token', tags: ['devices'] })
    .input(oneDevice)
    .output(doneSchema),
};
