import type { LotFile } from '#domain/facility/lot-file.ts';
import { ALARM_CODES, type AlarmCode } from '#domain/lot/event.ts';
import { DEVICE_STATUSES, GATE_POSITIONS, PRESENCES, REFUSAL_CODES } from '#domain/lot/words.ts';
import { PAYMENT_METHODS } from '#domain/payment/payment.ts';
import { CASH_MOVES } from '#domain/shift/shift.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { FeedEntry } from '#domain/views/live.ts';
import type { FeedWords } from './en/feed.ts';
import { energyText } from './energy.ts';
import type { Format } from './format.ts';
import { t } from './index.ts';

/** Names behind the ids that events carry. */
export interface LotNames {
  slot(id: string): string;
  lane(id: string): string;
  device(id: string): string;
}

export function namesOf(lot: LotFile): LotNames {
  const labels = (items: readonly { readonly id: string; readonly label: string }[]) => {
    const byId = new Map(items.map((item) => [item.id, item.label]));
    return (id: string) => byId.get(id) ?? id;
  };
  return { slot: labels(lot.slots), lane: labels(lot.lanes), device: labels(lot.devices) };
}

type Facts = FeedEntry['facts'];

/** One event in a sentence. Facts that are missing or of another form leave neutral words. */
export function feedSentence(entry: FeedEntry, names: LotNames, format: Format): string {
  const sentence = t.feed[entry.type](wordsOf(entry.facts, names, format));
  const { someVehicle } = t.events;
  if (!sentence.startsWith(someVehicle)) return sentence;
  return someVehicle.charAt(0).toUpperCase() + sentence.slice(1);
}

function wordsOf(facts: Facts, names: LotNames, format: Format): FeedWords {
  const text = (...keys: readonly string[]) => textOf(facts, keys);
  const named = (name: (id: string) => string, ...keys: readonly string[]) => {
    const id = text(...keys);
    return id === '' ? '' : name(id);
  };
  const money = (...keys: readonly string[]) => {
    const amount = numberOf(facts, keys);
    return amount === null ? '' : format.money(amount);
  };
  const number = text('ticketNumber', 'ticket', 'number');
  const ticket = number === '' ? '' : formatTicketNumber(number);
  const confidence = numberOf(facts, ['confidence']);
  const receipt = numberOf(facts, ['receiptNumber']);
  const untilAt = numberOf(facts, ['untilAt']);
  return {
    vehicle: text('exitPlate', 'plate') || ticket || t.events.someVehicle,
    ticket,
    lane: named(names.lane, 'laneId', 'lane'),
    slot: text('slotLabel') || named(names.slot, 'slotId', 'slot'),
    fromSlot: named(names.slot, 'fromSlotId', 'fromSlot'),
    toSlot: named(names.slot, 'toSlotId', 'toSlot'),
    device: named(names.device, 'deviceId', 'device'),
    reason: text('overrideReason', 'reason'),
    refusal: refusalWords(text('code')),
    amount: money(
      'amountMinor',
      'dueMinor',
      'floatMinor',
      'countedMinor',
      'worthMinor',
      'valueMinor',
    ),
    change: money('changeMinor'),
    confidence: confidence === null ? '' : format.percent(confidence),
    receipt: receipt === null ? '' : format.number(receipt),
    presence: wordOf(text('presence'), PRESENCES, t.presences),
    gate: wordOf(text('gate'), GATE_POSITIONS, t.gates),
    status: wordOf(text('status'), DEVICE_STATUSES, t.deviceStatuses),
    detail: text('detail'),
    alarm: alarmWords(text('code')),
    difference: differenceWords(facts, format),
    until: untilAt === null ? '' : format.dateTime(untilAt),
    loop: text('loop') === 'safety' ? 'safety' : 'arming',
    on: facts.on === true,
    admit: facts.admit === true || facts.letOut === true || facts.accepted === true,
    undo: text('undoes') !== '' || facts.undo === true,
    action: actionOf(text('action', 'actionKind')),
    method: wordOf(text('method'), PAYMENT_METHODS, t.paidBy),
    move: wordOf(text('move'), CASH_MOVES, t.cashMoves),
    how: howOf(text('how')),
    version: String(numberOf(facts, ['version', 'tariffVersion']) ?? ''),
    note: text('note'),
    priceWhy: text('why'),
    entryPlate: text('entryPlate'),
    energy: energyWords(numberOf(facts, ['wh']), format),
    order: orderWords(text('action')),
    label: text('label', 'name', 'fileName'),
    way: text('to') === 'exit' ? 'exit' : 'entry',
    passed: passedWords(numberOf(facts, ['passed']), format),
    leaderPlate: text('leaderPlate'),
    count: String(numberOf(facts, ['count', 'vehicles']) ?? ''),
    why: whyOf(text('why')),
    paper: paperOf(facts, format),
  };
}

function textOf(facts: Facts, keys: readonly string[]): string {
  for (const key of keys) {
    const value = facts[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

function numberOf(facts: Facts, keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = facts[key];
    if (typeof value === 'number') return value;
  }
  return null;
}

function wordOf<T extends string>(
  code: string,
  known: readonly T[],
  words: Readonly<Record<T, string>>,
): string {
  const found = known.find((candidate) => candidate === code);
  return found === undefined ? code : words[found];
}

function refusalWords(code: string): string {
  const found = REFUSAL_CODES.find((candidate) => candidate === code);
  if (found === undefined) return code;
  const { what } = t.refusals[found];
  return what.charAt(0).toLowerCase() + what.slice(1).replace(/\.$/u, '');
}

function alarmWords(code: string): string {
  const found = ALARM_CODES.find((candidate: AlarmCode) => candidate === code);
  return found === undefined ? '' : t.alarms[found];
}

function differenceWords(facts: Facts, format: Format): string {
  const counted = numberOf(facts, ['countedMinor']);
  const expected = numberOf(facts, ['expectedMinor']);
  if (counted === null || expected === null || counted === expected) return '';
  return counted > expected
    ? t.shift.over(format.money(counted - expected))
    : t.shift.short(format.money(expected - counted));
}

function energyWords(wh: number | null, format: Format): string {
  return wh === null ? '' : energyText(wh, format);
}

function orderWords(kind: string): string {
  switch (kind) {
    case 'start':
    case 'stop':
    case 'reset':
    case 'availability':
      return t.charging.told[kind];
    default:
      return t.charging.told.other;
  }
}

function passedWords(count: number | null, format: Format): string {
  return count === null ? '' : t.events.vehicles(format.number(count));
}

function actionOf(action: string): FeedWords['action'] {
  switch (action) {
    case 'block':
    case 'unblock':
    case 'free':
    case 'move':
    case 'mark':
      return action;
    default:
      return 'unknown';
  }
}

function howOf(how: string): FeedWords['how'] {
  return how === 'abort' || how === 'reverse' ? how : 'unknown';
}

function whyOf(why: string): FeedWords['why'] {
  switch (why) {
    case 'backed-out':
    case 'passage-limit':
    case 'not-printed':
      return why;
    default:
      return 'unknown';
  }
}

function paperOf(facts: Facts, format: Format): string {
  const name = paperName(facts, format);
  const copy = numberOf(facts, ['copy']) ?? 0;
  return copy === 0 ? name : name + t.papers.copy(format.number(copy));
}

function paperName(facts: Facts, format: Format): string {
  switch (facts.document) {
    case 'ticket':
      return t.papers.ticket(formatTicketNumber(textOf(facts, ['ticketNumber'])));
    case 'receipt':
      return t.papers.receipt(format.number(numberOf(facts, ['receiptNumber']) ?? 0));
    case 'slip':
      return t.papers.slip;
    case 'test':
      return t.papers.test;
    default:
      return t.papers.other;
  }
}
