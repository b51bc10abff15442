import type { DeviceOf } from '#domain/facility/device-file.ts';
import { rightOf } from '#domain/lot/decide/rights.ts';
import { DEFAULT_NEEDS } from '#domain/lot/lane-seen.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Fleet } from '../drivers/fleet.ts';
import { type LaneRights, tokenDigest } from '../drivers/lane-rights.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LotUnit } from './lot-unit.ts';

/** Rights follow what happens by this long at most: a vehicle needs longer from one gate to another. */
const REFRESH_EVERY_MS = 1_000;

type Controller = DeviceOf<'lane-controller-mqtt'>;

/**
 * Keeps the lane controllers of a lot supplied with what they may go by without a link: digests of what
 * opens, and signed tickets to hand out. Returns what ends it.
 */
export function keepLaneRights(unit: LotUnit, fleet: Fleet, clock: Clock, log: Log): () => void {
  const sent = new Map<string, string>();
  let isDirty = true;
  let isBusy = false;
  const unfollow = unit.follow(() => {
    isDirty = true;
  });
  const timer = setInterval(() => {
    if (!isDirty || isBusy) return;
    const controllers = controllersOf(unit.state);
    isDirty = false;
    if (controllers.length === 0) return;
    isBusy = true;
    refresh(controllers)
      .catch((error: Error) => {
        isDirty = true;
        log.debug({ error: error.message }, 'rights of lanes not refreshed');
      })
      .finally(() => {
        isBusy = false;
      });
  }, REFRESH_EVERY_MS);

  async function refresh(controllers: readonly Controller[]): Promise<void> {
    for (const device of controllers) await restock(unit, device);
    const [out, admitted] = digestsOf(unit, clock.now());
    for (const { id, laneId } of controllers) {
      const rights = { out, in: admitted, stock: stockOf(unit, id) };
      const text = JSON.stringify(rights);
      if (sent.get(id) === text) continue;
      const whole: LaneRights = { at: clock.now(), ...rights };
      await fleet.perform({ kind: 'rights', laneId, rights: whole });
      sent.set(id, text);
    }
  }

  return () => {
    clearInterval(timer);
    unfollow();
  };
}

function controllersOf({ installed }: LotState): readonly Controller[] {
  return (installed?.lot.devices ?? []).filter(
    (device): device is Controller => device.driver === 'lane-controller-mqtt',
  );
}

/** Fills up when half of the stock is gone, so that not every ticket is a message. */
async function restock(unit: LotUnit, device: Controller): Promise<void> {
  const left = [...unit.state.stock.values()].filter(({ deviceId }) => deviceId === device.id);
  if (device.stock === 0 || left.length > device.stock / 2) return;
  const { id: deviceId, laneId } = device;
  const nonces = unit.nonces(device.stock - left.length);
  await unit.submit(
    { type: 'StockTickets', deviceId, laneId, nonces },
    { actor: { kind: 'station' } },
  );
}

function stockOf(unit: LotUnit, deviceId: string): readonly string[] {
  return [...unit.state.stock].flatMap(([number, one]) =>
    one.deviceId === deviceId ? [unit.tokenOf(number, one.at)] : [],
  );
}

/** Who may leave, and who may come in, by what they show. */
function digestsOf(unit: LotUnit, at: number): readonly [readonly string[], readonly string[]] {
  const { state } = unit;
  const out: string[] = [];
  for (const { ticketNumber, tokenAt } of state.sessions.values())
    out.push(tokenDigest(unit.tokenOf(ticketNumber, tokenAt)));
  // A vehicle that came in by one controller without a link may leave by another without one.
  for (const [number, one] of state.stock) out.push(tokenDigest(unit.tokenOf(number, one.at)));
  const admitted: string[] = [];
  for (const { number, createdAt } of state.memberships.memberships.values()) {
    const digest = tokenDigest(unit.tokenOf(number, createdAt, 'membership'));
    out.push(digest);
    const arrival = { plateRef: null, credential: { kind: 'membership', number } } as const;
    if (rightOf(state, arrival, DEFAULT_NEEDS, at).ok) admitted.push(digest);
  }
  return [out, admitted];
}
