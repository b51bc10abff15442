import { type Instant, MINUTE_MS } from '../../kernel/instant.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';

/** A charger, or the station on its way to it, was lost if nothing has come of an order by then. */
const ORDER_LIMIT_MS = 2 * MINUTE_MS;

/** Orders that nobody will answer any more, so that staff do not wait for them. */
export function chargerTick({ charging }: LotState, at: Instant): readonly LotEvent[] {
  const events: LotEvent[] = [];
  for (const [deviceId, { id: orderId, at: orderedAt, answer }] of charging.orders)
    if (answer === null && at - orderedAt >= ORDER_LIMIT_MS)
      events.push({
        type: 'ChargerAnswered',
        ...{ orderId, deviceId, slotId: null, accepted: false, detail: 'No answer came' },
      });
  return events;
}
