/**
 * Ids are plain strings on the wire and in the journal. These names say what a string stands for;
 * a lot file chooses lot, slot, lane and device ids, the lot makes the others.
 */
export type LotId = string;
export type SlotId = string;
export type LaneId = string;
export type DeviceId = string;
export type SessionId = string;
export type TicketNumber = string;
export type PaymentId = string;
export type OverrideId = string;
export type AlarmId = string;
export type ShiftId = string;
export type CommandId = string;

/** Keyed pseudonym of a number plate (see the vault); equal plates have equal references. */
export type PlateRef = string;

/** What an id in a lot file may look like: it becomes part of topics, paths and file names. */
export const ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/;
