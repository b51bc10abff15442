import { z } from 'zod';
import { ID_PATTERN } from '../kernel/ids.ts';
import { laneScheduleSchema } from '../lane/way.ts';
import { withoutCardNumber } from '../payment/free-text.ts';
import { reservationPoliciesSchema } from '../reservation/policies.ts';
import { tariffSchema } from '../tariff/tariff-file.ts';
import { deviceSchema } from './device-file.ts';
import { pointSchema } from './geometry.ts';
import { NEED_PROFILES, SLOT_KINDS } from './kinds.ts';

export const idSchema = withoutCardNumber(
  z.string().regex(ID_PATTERN, 'an id of lower-case letters, digits and hyphens, 63 at most'),
);

const label = z.string().min(1).max(60);

/** What is drawn under the slots and never changes while the lot is open. */
const drawingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wall'), points: z.array(pointSchema).min(2) }),
  z.strictObject({ kind: z.literal('pillar'), at: pointSchema, sizeMetres: z.number().positive() }),
  z.strictObject({ kind: z.literal('green'), points: z.array(pointSchema).min(3) }),
  z.strictObject({ kind: z.literal('walkway'), points: z.array(pointSchema).min(3) }),
  z.strictObject({
    kind: z.literal('ramp'),
    points: z.array(pointSchema).min(3),
    /** Heading of the way up, degrees clockwise from north (y up on the screen is 0). */
    headingDegrees: z.number(),
    label: label,
  }),
  z.strictObject({ kind: z.literal('arrow'), at: pointSchema, headingDegrees: z.number() }),
  z.strictObject({
    kind: z.literal('room'),
    points: z.array(pointSchema).min(3),
    label: label,
  }),
  z.strictObject({ kind: z.literal('text'), at: pointSchema, text: label }),
]);
export type Drawing = z.infer<typeof drawingSchema>;

const levelSchema = z.strictObject({
  id: idSchema,
  label: label,
  /** 0 is the ground, -1 the first basement. Tabs and ramps follow this order. */
  storey: z.number().int(),
  /** The slab's edge. */
  outline: z.array(pointSchema).min(3),
  drawings: z.array(drawingSchema).max(20_000).default([]),
});
export type Level = z.infer<typeof levelSchema>;

const driveNodeSchema = z.strictObject({ id: idSchema, levelId: idSchema, at: pointSchema });
const driveEdgeSchema = z.strictObject({
  from: idSchema,
  to: idSchema,
  /** Driven only from `from` to `to`. */
  oneWay: z.boolean().default(false),
  kind: z.enum(['aisle', 'ramp']).default('aisle'),
  /** Only where it is not the straight line between the nodes: a ramp, a bend. */
  lengthMetres: z.number().positive().optional(),
  /** Width of the drawn carriageway. */
  widthMetres: z.number().positive().default(6),
});
export type DriveEdge = z.infer<typeof driveEdgeSchema>;

const zoneSchema = z.strictObject({ id: idSchema, label: label });

const slotSchema = z.strictObject({
  id: idSchema,
  /** Painted on the ground and shown on the sign. */
  label: z.string().min(1).max(12),
  levelId: idSchema,
  zoneId: idSchema,
  kind: z.enum(SLOT_KINDS),
  /** Centre of the rectangle. */
  at: pointSchema,
  /** Across the direction of travel. */
  widthMetres: z.number().positive().max(30),
  /** Along the direction of travel. */
  lengthMetres: z.number().positive().max(40),
  /** Where the nose of a parked vehicle points, degrees clockwise from the top of the map. */
  headingDegrees: z.number().min(-360).max(360),
  features: z.array(z.enum(['charger', 'accessible', 'covered'])).default([]),
});
export type Slot = z.infer<typeof slotSchema>;

const laneSchema = z.strictObject({
  id: idSchema,
  label: label,
  direction: z.enum(['entry', 'exit', 'reversible']),
  levelId: idSchema,
  /** Where the gate stands on the map and which way traffic passes it. */
  at: pointSchema,
  headingDegrees: z.number().min(-360).max(360),
  /** The node of the drive graph where vehicles come from the gate, or reach it. */
  nodeId: idSchema,
  /** `loops`: the session starts when the vehicle has passed. `none`: it starts at vend. */
  detection: z.enum(['loops', 'none']),
  /** A ticket is given at the push of a button, or only for a plate. Entry lanes only. */
  admitsWithoutPlate: z.boolean().default(true),
  /** When a reversible lane leads which way; in at all other times. */
  schedule: laneScheduleSchema.optional(),
});
export type Lane = z.infer<typeof laneSchema>;

const policiesSchema = z.strictObject({
  /** After payment, how long the way out is free. */
  exitGraceMinutes: z.number().int().min(0).max(240).default(15),
  /** A second read of one plate in one lane within this time is the same vehicle. */
  plateWindowSeconds: z.number().int().min(0).max(600).default(20),
  /** Reads below this confidence (0 to 1) ask staff. */
  plateConfidenceMin: z.number().min(0).max(1).default(0.8),
  /** How long a credential that came before the arming loop stays good. */
  credentialWindowSeconds: z.number().int().min(1).max(120).default(15),
  /** From vend to the safety loop; then the gate closes and the authorisation ends. */
  passageLimitSeconds: z.number().int().min(5).max(600).default(45),
  /** A token older than this is refused as expired. */
  ticketValidDays: z.number().int().min(1).max(400).default(30),
  /** A stay longer than this is marked as overstay on the map. */
  overstayHours: z.number().int().min(1).max(8760).default(24),
  /** A session whose slot stays vacant this long is marked as a mismatch on the map. */
  mismatchMinutes: z.number().int().min(1).max(1440).default(10),
  /** What a plate does at an exit that is not inside but resembles one that is; `near-asks` when missing. */
  plateMatch: z.enum(['exact', 'near-asks', 'near-passes']).optional(),
  /** With so many wrong letters at most, two plates resemble each other; 1 when missing. */
  plateMatchEdits: z.number().int().min(0).max(2).optional(),
  /** Validations of one shop for one stay; 1 when missing. */
  validationsPerStay: z.number().int().min(1).max(10).optional(),
  /** A credential that is inside and comes in again is refused, or admitted and noted; `hard` when missing. */
  antiPassback: z.enum(['hard', 'soft']).optional(),
  /** Cameras at both ends of a lane read one vehicle within this time; 5 when missing. */
  pairWindowSeconds: z.number().int().min(1).max(60).optional(),
  /** Where only a plate opens, staff are asked when none was read for this long; 8 when missing. */
  noPlateSeconds: z.number().int().min(2).max(120).optional(),
  /** The safety loop is held longer than one vehicle takes: a second one is suspected; 20 when missing. */
  vehicleOnLoopSeconds: z.number().int().min(3).max(120).optional(),
  /** An arm that is up this long, neither held nor opened for anybody, is an alarm; 60 when missing. */
  gateOpenLimitSeconds: z.number().int().min(5).max(3_600).optional(),
  /** A gate that is held this long without an end is an alarm; 120 when missing. */
  holdLimitMinutes: z.number().int().min(1).max(1_440).optional(),
  /** Bookings; the defaults of `reservationPoliciesSchema` when missing. */
  reservations: reservationPoliciesSchema.optional(),
});
export type Policies = z.infer<typeof policiesSchema>;

/** Which slot kinds a vehicle is offered, best first. What is missing keeps the default order. */
const spillOverSchema = z.partialRecord(z.enum(NEED_PROFILES), z.array(z.enum(SLOT_KINDS)).min(1));

/** What stands at the head and foot of receipts and tickets. */
const letterheadSchema = z.strictObject({
  /** Who runs the lot, and where, a line each. */
  address: z.array(z.string().trim().min(1).max(60)).max(5).default([]),
  /** As receipts have to name it: a GSTIN, a VAT number, a Steuernummer. */
  taxId: z.string().trim().min(1).max(60).optional(),
  /** A drawing that stands at the head of reports on paper, about as wide as high. */
  logoSvg: z
    .string()
    .max(50_000)
    .regex(/^<svg[\s>]/, 'a drawing that begins with <svg')
    .optional(),
  /** What a driver agrees to, printed on tickets. */
  ticketTerms: z.string().trim().min(1).max(400).optional(),
});

/** A lot as its file says it: everything that is installed, and the rules it runs by. */
export const lotFileSchema = z.strictObject({
  format: z.literal('gatehouse-lot'),
  version: z.literal(1),
  id: idSchema,
  name: z.string().min(1).max(80),
  timeZone: z.string().min(1).max(60),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as INR or GBP'),
  /** BCP 47: how numbers, money and times are written for this lot. */
  locale: z.string().min(2).max(35).default('en-GB'),
  levels: z.array(levelSchema).min(1).max(60),
  drive: z.strictObject({
    nodes: z.array(driveNodeSchema).min(1),
    edges: z.array(driveEdgeSchema),
  }),
  zones: z.array(zoneSchema).min(1),
  slots: z.array(slotSchema).min(1).max(200_000),
  lanes: z.array(laneSchema).min(1).max(200),
  devices: z.array(deviceSchema).max(10_000).default([]),
  allocation: z.strictObject({ spillOver: spillOverSchema.default({}) }).default({ spillOver: {} }),
  policies: policiesSchema.prefault({}),
  /** Days of the lot's calendar on which holiday prices apply. */
  holidays: z
    .array(z.strictObject({ day: z.iso.date('a date such as 2026-12-25'), name: label }))
    .max(1_000)
    .optional(),
  letterhead: letterheadSchema.optional(),
  tariff: tariffSchema,
});
export type LotFile = z.infer<typeof lotFileSchema>;
