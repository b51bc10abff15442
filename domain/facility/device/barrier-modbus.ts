import { z } from 'zod';
import {
  BARRIER_INPUTS,
  BARRIER_PROFILE_NAMES,
  BARRIER_PROFILES,
  type BarrierWiring,
} from './barrier-profiles.ts';
import { deviceHead, idSchema } from './common.ts';
import { serialSchema, tcpConnection } from './serial.ts';

/** Modbus reads at most this many bits at once. */
export const READ_BITS_MAX = 2_000;

const tcp = tcpConnection(502);
const address = z.number().int().min(0).max(65_535);

/** A barrier behind coils and inputs; what differs from its profile's map is said beside it. */
const wiring = {
  ...deviceHead,
  laneId: idSchema,
  /** Modbus unit address. */
  unit: z.number().int().min(1).max(247).default(1),
  /** The product, whose coils and inputs are known. */
  profile: z.enum(BARRIER_PROFILE_NAMES).default('controller'),
  coils: z
    .strictObject({ vend: address, hold: address.nullable(), close: address.nullable() })
    .partial()
    .optional(),
  inputs: z
    .strictObject({
      armingLoop: address.nullable(),
      safetyLoop: address.nullable(),
      openLimit: address.nullable(),
      closedLimit: address.nullable(),
      fault: address.nullable(),
    })
    .partial()
    .optional(),
  /** Inputs that are on while nothing is the matter. */
  inverted: z.array(z.enum(BARRIER_INPUTS)).max(BARRIER_INPUTS.length).optional(),
  pulseMs: z.number().int().min(50).max(10_000).optional(),
  pollMs: z.number().int().min(20).max(5_000).default(50),
  replyTimeoutMs: z.number().int().min(20).max(5_000).default(300),
} as const;

/** A barrier on a Modbus RTU line, which it may share with others. */
export const rtuBarrierSchema = z.strictObject({
  ...wiring,
  driver: z.literal('barrier-modbus-rtu'),
  serial: serialSchema,
});

/** A barrier on a Modbus TCP board or behind a gateway, whose connection it may share with others. */
export const tcpBarrierSchema = z.strictObject({
  ...wiring,
  driver: z.literal('barrier-modbus-tcp'),
  host: tcp.shape.host,
  port: tcp.shape.port,
  /** `rtu`: a plain serial server that passes RTU frames with their checksums through. */
  framing: z.enum(['tcp', 'rtu']).default('tcp'),
});

export type ModbusBarrier = z.infer<typeof rtuBarrierSchema> | z.infer<typeof tcpBarrierSchema>;

/** The map of a barrier: its profile's, with what its own file says instead. */
export function wiringOf(
  device: Pick<ModbusBarrier, 'profile' | 'coils' | 'inputs' | 'inverted' | 'pulseMs'>,
): BarrierWiring {
  const profile: BarrierWiring = BARRIER_PROFILES[device.profile];
  return {
    ...profile,
    coils: { ...profile.coils, ...device.coils },
    inputs: { ...profile.inputs, ...device.inputs },
    inverted: device.inverted ?? profile.inverted,
    pulseMs: device.pulseMs ?? profile.pulseMs,
  };
}

/** The addresses that hold all inputs, and nothing more; null for a board without any. */
export function inputRange({
  inputs,
}: Pick<BarrierWiring, 'inputs'>): { readonly address: number; readonly count: number } | null {
  const addresses = Object.values(inputs).filter((at) => at !== null);
  if (addresses.length === 0) return null;
  const address = Math.min(...addresses);
  return { address, count: Math.max(...addresses) - address + 1 };
}
