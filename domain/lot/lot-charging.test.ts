import { describe, expect, test } from 'vitest';
import type { ConnectorStatus } from '../charging/connector.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { slotLive } from '../views/slot-live.ts';
import { duePayment } from './due.ts';
import { effectsOf } from './effects.ts';
import { NOON, TestLot } from './lot.testing.ts';
import { MemberLot } from './membership.testing.ts';

const CHARGER = {
  id: 'charger',
  label: 'Charger',
  driver: 'charger-ocpp',
  connectors: [
    { connectorId: 1, slotId: 'a1' },
    { connectorId: 2, slotId: 'a2' },
  ],
  tags: 'any',
  heartbeatSeconds: 300,
  lostAfterMs: 15_000,
  meterEveryMs: 30_000,
  replyTimeoutMs: 20_000,
} as const;

const PLAIN = smallLot();
const LOT = {
  ...PLAIN,
  devices: [CHARGER],
  tariff: {
    ...PLAIN.tariff,
    surcharges: [
      { kind: 'charging-energy', id: 'kwh', name: 'Energy', feeMinorPerKwh: 100 },
      {
        kind: 'charging-idle',
        id: 'idle',
        name: 'Idle',
        graceMinutes: 10,
        each: { minutes: 1, feeMinor: 5 },
      },
    ],
  },
} as unknown as ReturnType<typeof smallLot>;

const DEVICE = { kind: 'device', deviceId: 'charger' } as const;

function charging(lot: TestLot = new TestLot(LOT)) {
  lot.tell({ type: 'ReportDevice', deviceId: 'charger', status: 'online', detail: '' });
  const say = (status: ConnectorStatus, connectorId = 1, changedAt = lot.at) =>
    lot.types(
      {
        type: 'ReportConnector',
        deviceId: 'charger',
        connectorId,
        slotId: connectorId === 1 ? 'a1' : 'a2',
        status,
        detail: '',
        changedAt,
      },
      DEVICE,
    );
  const start = (change: { tagNumber?: string | null; tagRef?: string; at?: number } = {}) => {
    const startedAt = change.at ?? lot.at;
    return lot.events(
      {
        type: 'ReportChargeStart',
        deviceId: 'charger',
        connectorId: 1,
        slotId: 'a1',
        tagNumber: change.tagNumber ?? null,
        tagRef: change.tagRef ?? null,
        startedAt,
        reportedAt: startedAt,
        meterStartWh: 1_000,
      },
      DEVICE,
    );
  };
  const meter = (meterWh: number, powerW: number | null = 7_000) =>
    lot.types(
      {
        type: 'ReportChargeMeter',
        ...{ deviceId: 'charger', connectorId: 1, chargeId: 1, meterWh, powerW, meteredAt: lot.at },
      },
      DEVICE,
    );
  const stop = (meterWh: number, reason: 'driver' | 'unplugged' | 'charger' = 'driver') =>
    lot.types(
      {
        type: 'ReportChargeStop',
        ...{ deviceId: 'charger', chargeId: 1, meterWh, stoppedAt: lot.at, reason },
      },
      DEVICE,
    );
  const due = (sessionId: string) => {
    const session = must(lot.state.sessions.get(sessionId), 'it is inside');
    return duePayment(lot.state, session, lot.at).dueMinor;
  };
  const charge = () => must(lot.state.charging.charges.get(1), 'a charge was told of');
  const look = () => slotLive(lot.state, must(LOT.slots[0], 'a slot'), lot.at, () => null)?.look;
  return { lot, say, start, meter, stop, due, charge, look };
}

describe('a charge finds the stay that pays for it', () => {
  test('by the slot that the vehicle is assigned to', () => {
    const { lot, start, meter, stop, due } = charging();
    const sessionId = lot.enter('p1');
    expect(lot.state.sessions.get(sessionId)?.slotId).toBe('a1');
    expect(start()).toMatchObject([
      { type: 'ChargingStarted', sessionId, by: 'slot', chargeId: 1 },
    ]);
    lot.at += 50 * MINUTE_MS;
    const plain = due(sessionId);
    expect(meter(5_000)).toEqual(['ChargingMetered']);
    expect(due(sessionId)).toBe(plain + 400);
    stop(8_000);
    expect(due(sessionId)).toBe(plain + 700);
  });

  test('by the ticket that was held to the charger, wherever its vehicle is assigned', () => {
    const { lot, start } = charging();
    lot.enter('p1');
    const second = lot.enter('p2');
    const tagNumber = must(lot.state.sessions.get(second), 'inside').ticketNumber;
    expect(start({ tagNumber, tagRef: 'card-of-nobody' })).toMatchObject([
      { sessionId: second, by: 'tag', ticketNumber: tagNumber, tagRef: null },
    ]);
  });

  test('by a member’s card, whose rights to park do not pay for energy', () => {
    const { lot, start, stop, due } = charging(new MemberLot({}, {}, LOT));
    const sessionId = lot.enter('p1');
    lot.at += HOUR_MS;
    expect(due(sessionId)).toBe(0);
    expect(start({ tagRef: 'card-1' })).toMatchObject([{ sessionId, by: 'tag', tagRef: 'card-1' }]);
    stop(3_000);
    expect(due(sessionId)).toBe(200);
  });

  test('or none: staff are told, link it by hand, and the stay pays', () => {
    const { lot, start, stop, due } = charging();
    expect(start()).toMatchObject([
      { type: 'ChargingStarted', sessionId: null, by: 'nobody' },
      { type: 'AlarmRaised', code: 'charge-unlinked', deviceId: 'charger' },
    ]);
    stop(2_000);
    const sessionId = lot.enter('p1');
    const link = {
      type: 'LinkCharge',
      chargeId: 1,
      sessionId,
      reason: 'seen at the charger',
    } as const;
    expect(lot.types(link)).toEqual(['ChargeLinked', 'AlarmCleared']);
    expect(lot.types(link)).toEqual([]);
    expect(due(sessionId)).toBe(100);
    lot.events({ ...link, sessionId: null, reason: 'the wrong one' });
    expect(due(sessionId)).toBe(0);
  });

  test('a link needs a reason, a charge and a stay that there are', () => {
    const { lot, start } = charging();
    start();
    const link = { type: 'LinkCharge', chargeId: 1, sessionId: null, reason: 'r' } as const;
    expect(lot.refusal({ ...link, reason: ' ', sessionId: lot.enter('p1') })).toBe('reason-needed');
    expect(lot.refusal({ ...link, chargeId: 7 })).toBe('charge-unknown');
    expect(lot.refusal({ ...link, sessionId: 'nobody' })).toBe('session-unknown');
  });
});

describe('what is told again, late or wrongly', () => {
  test('a charge that is told again after an offline time is one charge', () => {
    const { lot, start, stop } = charging();
    const startedAt = lot.at - HOUR_MS;
    expect(start({ at: startedAt })).toHaveLength(2);
    expect(start({ at: startedAt })).toEqual([]);
    expect(stop(4_000)).toEqual(['ChargingStopped']);
    expect(stop(4_000)).toEqual([]);
    expect(start({ at: startedAt })).toEqual([]);
    expect(lot.state.charging.charges.size).toBe(1);
  });

  test('a charge whose end was never told ends when the next one begins', () => {
    const { lot, start, meter } = charging();
    const sessionId = lot.enter('p1');
    start();
    meter(3_000);
    lot.at += HOUR_MS;
    expect(start()).toMatchObject([
      { type: 'ChargingStopped', chargeId: 1, reason: 'superseded', wh: 2_000 },
      { type: 'ChargingStarted', chargeId: 2, sessionId },
    ]);
  });

  test('an old charge that is told late does not take the connector from the one that runs', () => {
    const { lot, start, look } = charging();
    start();
    expect(start({ at: NOON - 3 * HOUR_MS }).map(({ type }) => type)).toEqual(['ChargingStarted']);
    expect(lot.state.charging.latest.get('charger/1')).toBe(1);
    expect(look()).toBe('charging');
  });

  test('a meter that counts anew gives nothing back', () => {
    const { start, meter, stop, charge } = charging();
    start();
    meter(9_000);
    stop(20);
    expect(charge().wh).toBe(8_000);
  });

  test('nothing is taken of a charger or a connector that the lot does not have', () => {
    const { lot } = charging();
    const base = {
      type: 'ReportChargeStop',
      meterWh: 1,
      stoppedAt: NOON,
      reason: 'driver',
    } as const;
    expect(lot.refusal({ ...base, deviceId: 'charger', chargeId: 3 })).toBe('charge-unknown');
    expect(
      lot.refusal({
        type: 'OrderCharger',
        deviceId: 'x',
        order: { kind: 'reset', hard: true },
        reason: 'r',
      }),
    ).toBe('charger-unknown');
  });

  test('an older word of a connector does not undo a newer one', () => {
    const { lot, say } = charging();
    say('charging');
    expect(say('available', 1, lot.at - MINUTE_MS)).toEqual([]);
    expect(lot.state.charging.connectors.get('charger/1')?.status).toBe('charging');
  });
});

describe('how long it charges and stands idle', () => {
  test('a full vehicle pays for the time at the charger after its grace', () => {
    const { lot, say, start, stop, due, charge, look } = charging();
    const sessionId = lot.enter('p1');
    say('charging');
    start();
    expect(look()).toBe('charging');
    lot.at += 20 * MINUTE_MS;
    say('full');
    expect(charge()).toMatchObject({ phase: 'idle', chargedMs: 20 * MINUTE_MS });
    lot.at += 5 * MINUTE_MS;
    stop(2_000);
    say('finishing');
    lot.at += 15 * MINUTE_MS;
    // Ten of twenty minutes are its grace.
    expect(due(sessionId)).toBe(200 + 100 + 10 * 5);
    say('available');
    lot.at += 10 * MINUTE_MS;
    expect(charge()).toMatchObject({ phase: 'over', idleMs: 20 * MINUTE_MS });
    expect(due(sessionId)).toBe(200 + 100 + 10 * 5);
  });

  test.each([
    ['is unplugged with it', 'unplugged', 'over'],
    ['ends by the driver’s word', 'driver', 'idle'],
    ['ends by the charger’s fault', 'charger', 'over'],
  ] as const)('a charge that %s leaves the charger %s', (_, reason, phase) => {
    const { start, stop, charge } = charging();
    start();
    stop(2_000, reason);
    expect(charge().phase).toBe(phase);
  });

  test('a charge whose end is not told is over when its connector is free, and the end still counts', () => {
    const { lot, say, start, stop, charge, look } = charging();
    const sessionId = lot.enter('p1');
    start();
    lot.at += 30 * MINUTE_MS;
    say('available');
    expect(charge()).toMatchObject({ phase: 'over', stoppedAt: null, chargedMs: 30 * MINUTE_MS });
    expect(look()).not.toBe('charging');
    stop(4_000);
    expect(charge()).toMatchObject({ phase: 'over', wh: 3_000, sessionId });
    // It said that it was free before it went on, as some do that are started anew.
    const again = charging();
    again.start();
    again.say('available');
    again.say('charging');
    expect(again.charge().phase).toBe('charging');
  });

  test('a charger that holds back makes nobody pay for time', () => {
    const { lot, say, start, charge } = charging();
    start();
    say('held-back');
    lot.at += HOUR_MS;
    expect(charge()).toMatchObject({ phase: 'waiting', idleMs: 0, chargedMs: 0 });
  });
});

describe('orders to a charger', () => {
  const order = (kind: 'start' | 'stop') =>
    ({
      type: 'OrderCharger',
      deviceId: 'charger',
      order: { kind, connectorId: 1 },
      reason: 'asked for',
    }) as const;

  test('a start names the ticket of who stands there, and goes to the charger once it is in the books', () => {
    const { lot } = charging();
    const sessionId = lot.enter('p1');
    const tag = must(lot.state.sessions.get(sessionId), 'inside').ticketNumber;
    const [ordered] = lot.events(order('start'));
    expect(ordered).toMatchObject({ type: 'ChargerOrdered', slotId: 'a1', order: { tag } });
    expect(effectsOf(lot.state, must(ordered, 'ordered'))).toMatchObject([
      { kind: 'charger', deviceId: 'charger', order: { kind: 'start', connectorId: 1, tag } },
    ]);
    expect(tag.length).toBeLessThanOrEqual(20);
  });

  test('what cannot be done is refused with its reason', () => {
    const { lot, start } = charging();
    expect(lot.refusal(order('stop'))).toBe('nothing-charging');
    start();
    expect(lot.refusal(order('start'))).toBe('charger-busy');
    expect(lot.refusal({ ...order('stop'), order: { kind: 'stop', connectorId: 9 } })).toBe(
      'connector-unknown',
    );
    lot.tell({ type: 'ReportDevice', deviceId: 'charger', status: 'offline', detail: '' });
    expect(lot.refusal(order('stop'))).toBe('charger-offline');
  });

  test('its answer is kept, and no answer is one as well', () => {
    const { lot } = charging();
    const [ordered] = lot.events(order('start'));
    const orderId = ordered?.type === 'ChargerOrdered' ? ordered.orderId : '';
    const answer = {
      type: 'ReportChargerAnswer',
      deviceId: 'charger',
      accepted: false,
      detail: 'Rejected',
    } as const;
    expect(lot.types({ ...answer, orderId: 'another' })).toEqual([]);
    expect(lot.types({ ...answer, orderId })).toEqual(['ChargerAnswered']);
    expect(lot.types({ ...answer, orderId })).toEqual([]);
    lot.events(order('start'));
    lot.at += 3 * MINUTE_MS;
    expect(lot.events({ type: 'Tick' })).toMatchObject([
      { type: 'ChargerAnswered', accepted: false },
    ]);
    expect(lot.types({ type: 'Tick' })).toEqual([]);
  });
});
