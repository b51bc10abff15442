import type { ShopId } from '../kernel/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { Process } from './agenda.ts';
import { MANAGER } from './desk.ts';
import { driveIn, park, present, unpark } from './drive-in.ts';
import { driveOut } from './drive-out.ts';
import { dueOf, payAtDesk } from './pay.ts';
import type { Stay, Visitor } from './stay.ts';
import { between, happens, isEnding, oneOf, type World } from './world.ts';

const VALIDATED_SHARE = 0.06;
const LOST_SHARE = 0.003;

/** One vehicle, from the entry to the exit. Who is inside when the history ends stays inside. */
export function* visit(world: World, visitor: Visitor): Process {
  const stay = yield* driveIn(world, visitor);
  if (stay === null) return;
  yield* park(world, stay);
  yield visitor.stayMs;
  if (stay.isGone) {
    yield* closeLater(world, stay);
    return;
  }
  if (isEnding(world)) return;
  askForDiscount(world, stay);
  loseTicket(world, stay);
  if (visitor.paysBefore && dueOf(world, stay.sessionId) > 0) {
    yield* payAtDesk(world, stay.sessionId);
    yield between(world, 1, 8) * MINUTE_MS;
  }
  if (isEnding(world)) return;
  yield* unpark(world, stay);
  while (!(yield* driveOut(world, stay))) {
    if (isEnding(world)) {
      present(world, stay, 'occupied');
      return;
    }
    yield between(world, 1, 4) * MINUTE_MS;
  }
}

/** It is gone, but the books have it inside until the manager goes through the longest stays. */
function* closeLater(world: World, stay: Stay): Process {
  world.parked.delete(stay.sessionId);
  present(world, stay, 'vacant');
  yield between(world, 10, 40) * HOUR_MS;
  if (isEnding(world)) return;
  const reason = 'Not in the lot; followed another vehicle out';
  world.lot.tell({ type: 'CloseSession', sessionId: stay.sessionId, reason }, MANAGER);
}

/** A shop pays for a part of it. */
function askForDiscount(world: World, { sessionId }: Stay): void {
  const { lot, staff } = world;
  if (!happens(world, VALIDATED_SHARE) || dueOf(world, sessionId) === 0) return;
  const shop = oneOf(world, [...lot.state.validations.shops.values()]);
  const offer = shop?.terms.offers[0];
  if (shop === undefined || offer === undefined) return;
  const by = { kind: 'offer', shopId: shop.id as ShopId, offerId: offer.id } as const;
  lot.tell({ type: 'ApplyValidation', sessionId, by }, staff.onDuty);
}

function loseTicket(world: World, { sessionId, plateRef }: Stay): void {
  const { lot, staff } = world;
  if (!happens(world, plateRef === null ? 20 * LOST_SHARE : LOST_SHARE)) return;
  const reason = 'The driver cannot find it';
  lot.tell({ type: 'DeclareTicketLost', sessionId, reason }, staff.onDuty);
}
