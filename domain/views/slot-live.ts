import type { Charge } from '../charging/book.ts';
import type { Policies, Slot } from '../facility/lot-file.ts';
import type { PlateRef } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { LotState, SlotState } from '../lot/state.ts';
import type { Session } from '../session/session.ts';
import { chargeAtSlot, connectorsLive } from './charger-live.ts';
import type { ConnectorLive, SlotAttention, SlotLive, SlotLook } from './live.ts';

/** Turns a plate's reference into what this viewer may see. */
export type Reveal = (ref: PlateRef | null) => string | null;

/** A slot as consoles draw it at an instant. */
export function slotLive(
  state: LotState,
  slot: Slot,
  at: Instant,
  reveal: Reveal,
): SlotLive | null {
  const held = state.slots.get(slot.id);
  const policies = state.installed?.lot.policies;
  if (held === undefined || policies === undefined) return null;
  const session = held.sessionId === null ? undefined : state.sessions.get(held.sessionId);
  const connectors = connectorsLive(state, slot.id);
  return {
    id: slot.id,
    look: lookOf(slot, held, session, chargeAtSlot(state, slot.id)),
    attention: hasFault(connectors) ? 'fault' : attentionOf(held, session, policies, at),
    presence: held.presence,
    presenceAt: held.presenceAt,
    session:
      session === undefined
        ? null
        : {
            id: session.id,
            ticketNumber: session.ticketNumber,
            vehicleClass: session.vehicleClass,
            plate: reveal(session.plateRef),
            since: session.startedAt ?? session.issuedAt,
          },
    block: held.block,
    ...(connectors === null ? {} : { connectors }),
  };
}

/** What the shape says: blocked first, then what the sensor sees, then what the ledger expects. */
export function lookOf(
  slot: Slot,
  held: SlotState,
  session: Session | undefined,
  /** What its charger tells; undefined where none does. */
  charge?: Charge | null,
): SlotLook {
  if (held.block !== null) return 'blocked';
  // A cable that gives energy is surer than any sensor.
  if (charge?.phase === 'charging' || charge?.phase === 'waiting') return 'charging';
  if (charge !== undefined && held.presence === 'occupied') return 'occupied';
  if (held.presence === 'occupied') {
    const charges = session?.wantsCharge === true && slot.features.includes('charger');
    return charges ? 'charging' : 'occupied';
  }
  if (session !== undefined) return 'assigned';
  if (held.heldFor !== null) return 'reserved';
  return held.presence === 'unknown' ? 'unknown' : 'vacant';
}

/** Where sensor and ledger differ, or a stay is too long. */
export function attentionOf(
  held: SlotState,
  session: Session | undefined,
  policies: Policies,
  at: Instant,
): SlotAttention {
  if (session === undefined) return held.presence === 'occupied' ? 'unknown-vehicle' : 'none';
  const since = session.startedAt ?? session.issuedAt;
  if (at - since > policies.overstayHours * HOUR_MS) return 'overstay';
  if (held.presence !== 'vacant') return 'none';
  const vacantFor = at - Math.max(since, held.presenceAt ?? since);
  return vacantFor > policies.mismatchMinutes * MINUTE_MS ? 'mismatch' : 'none';
}

function hasFault(connectors: readonly ConnectorLive[] | null): boolean {
  return connectors?.some(({ status }) => status === 'faulted') === true;
}
