import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import type { CommandBody } from './command.ts';
import type { LotEvent } from './event.ts';
import { TestLot } from './lot.testing.ts';

/*
 * Rule 11, whatever cameras and vehicles do: what a camera sends again changes nothing, and a vehicle is
 * let in once.
 */

const NEEDS = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;
const SLOTS = Array.from({ length: 40 }, (_, index) => ({ id: `a${index + 1}` }));

function entryLot(detection: 'loops' | 'none'): LotFile {
  const lot = smallLot(SLOTS);
  const camera = (id: string) =>
    ({ id, label: id, driver: 'camera-mqtt', laneId: 'in', position: id }) as const;
  return {
    ...lot,
    lanes: lot.lanes.map((lane) =>
      lane.id === 'in' ? { ...lane, detection, admitsWithoutPlate: false } : lane,
    ),
    devices: [camera('front'), camera('rear')] as LotFile['devices'],
  };
}

/** What happens at the lane, one after the other. */
type Step =
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'loop'; readonly loop: 'arming' | 'safety'; readonly on: boolean }
  | { readonly do: 'answer'; readonly admit: boolean }
  | {
      readonly do: 'camera';
      readonly deviceId: 'front' | 'rear';
      readonly plateRef: string | null;
      readonly confidence: number;
      readonly hasPicture: boolean;
      /** How often it comes again at once, and whether once more at the end of all. */
      readonly again: number;
      readonly atTheEnd: boolean;
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(25) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('loop' as const),
      loop: fc.constantFrom('arming' as const, 'safety' as const),
      on: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('answer' as const), admit: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('camera' as const),
      deviceId: fc.constantFrom('front' as const, 'rear' as const),
      plateRef: fc.constantFrom('p1', 'p2', 'p3', null),
      confidence: fc.constantFrom(0.3, 0.7, 0.85, 0.97),
      hasPicture: fc.boolean(),
      again: fc.nat(3),
      atTheEnd: fc.boolean(),
    }),
  },
);
// Fewer reads than a lane remembers, so that each is still known at the end.
const steps = fc.array(step, { maxLength: 40 });

function saidBy(camera: Extract<Step, { do: 'camera' }>, index: number): CommandBody {
  const { deviceId, plateRef, confidence, hasPicture } = camera;
  const picture = hasPicture ? { pictureId: `picture-${index}` } : {};
  const head = { laneId: 'in', deviceId, readId: `id-${index}`, ...picture } as const;
  if (plateRef === null) return { type: 'ReportUnread', ...head, vehicleClass: null };
  return { type: 'ReportPlate', ...head, plateRef, confidence, nearRefs: [], needs: NEEDS };
}

/** Plays the steps; `sendsAgain`: with all that cameras send again. Returns what came of the first ones. */
function play(detection: 'loops' | 'none', given: readonly Step[], sendsAgain: boolean) {
  const lot = new TestLot(entryLot(detection));
  const told: LotEvent[] = [];
  const again: LotEvent[] = [];
  const tell = (body: CommandBody, into: LotEvent[]) => {
    const decision = lot.tell(body);
    if (decision.ok) into.push(...decision.events);
  };
  for (const [index, one] of given.entries()) {
    if (one.do === 'wait') {
      lot.at += one.seconds * SECOND_MS;
      tell({ type: 'Tick' }, told);
    } else if (one.do === 'loop')
      tell({ type: 'ReportLoop', laneId: 'in', loop: one.loop, on: one.on }, told);
    else if (one.do === 'answer')
      tell({ type: 'AnswerRead', laneId: 'in', admit: one.admit, plateRef: null }, told);
    else {
      const body = saidBy(one, index);
      tell(body, told);
      if (sendsAgain) for (let time = 0; time < one.again; time += 1) tell(body, again);
    }
  }
  // Long after, as a camera does that was cut off: those of them that the lot took.
  const taken = new Set(told.flatMap((event) => ('readId' in event ? [event.readId] : [])));
  for (const [index, one] of given.entries())
    if (sendsAgain && one.do === 'camera' && one.atTheEnd && taken.has(`id-${index}`))
      tell(saidBy(one, index), again);
  return { lot, told, again };
}

/** What happened, without the ids that are cut from random digits. */
const facts = (events: readonly LotEvent[]) =>
  events.map((event) =>
    Object.fromEntries(
      Object.entries(event).filter(
        ([name]) => !['sessionId', 'ticketNumber', 'alarmId', 'slotId'].includes(name),
      ),
    ),
  );

test.each(['loops', 'none'] as const)('what comes again changes nothing (%s)', (detection) => {
  fc.assert(
    fc.property(steps, (given) => {
      const once = play(detection, given, false);
      const often = play(detection, given, true);
      expect(often.again).toEqual([]);
      expect(facts(often.told)).toEqual(facts(once.told));
      expect(often.lot.state.sessions.size).toBe(once.lot.state.sessions.size);
    }),
    { numRuns: 300 },
  );
});

test('the gate opens at most once for each vehicle that drives up', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { told } = play('loops', given, true);
      let isOwed = 0;
      for (const event of told) {
        if (event.type === 'LoopChanged' && event.loop === 'arming' && event.on) isOwed += 1;
        // Its time is over, and it stands there still.
        if (event.type === 'AuthorisationExpired') isOwed += 1;
        if (event.type === 'GateVended') isOwed -= 1;
        expect(isOwed).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 300 },
  );
});

test('of one vehicle that stands there cameras are noted once without and once with a picture', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { told } = play('loops', given, true);
      let noted = 0;
      for (const event of told) {
        if (event.type === 'LoopChanged' && event.loop === 'arming') noted = event.on ? 0 : -1_000;
        if (event.type === 'UnreadSeen') noted += 1;
        expect(noted).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: 300 },
  );
});
