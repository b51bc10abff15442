/**
 * Ids are plain strings on the wire and in the journal. These names say what a string stands for;
 * a lot file chooses lot, slot, lane and device ids, the lot makes the others.
 */
export type LotId = string;
export type SlotId = string;
export type ZoneId = string;
export type LaneId = string;
export type DeviceId = string;
export type SessionId = string;
export type TicketNumber = string;
export type PaymentId = string;
export type OverrideId = string;
export type AlarmId = string;
export type ShiftId = string;
export type RefundId = string;
export type ReservationId = string;
export type MembershipId = string;
export type PlanId = string;
export type GroupId = string;
export type ShopId = string;
export type CommandId = string;
/** Pictures of one event of a camera, kept beside the journal and not in it. */
export type PictureId = string;

/**
 * Keyed pseudonym of personal data that the vault holds: a plate, a name, a phone, a card's id. Equal
 * values of one kind have equal references. In events and commands its field ends in `Ref` or `Refs`.
 */
export type VaultRef = string;
/** The reference of a number plate. */
export type PlateRef = VaultRef;

/** What an id in a lot file may look like: it becomes part of topics, paths and file names. */
export const ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/;
