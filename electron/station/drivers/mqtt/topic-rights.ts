import type { Device } from '#domain/facility/device-file.ts';
import { ownTopics } from '#domain/facility/device-link.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { presenceTopic } from '../topics.ts';
import { compileFilter, covers, type Matcher } from './filter.ts';

/** Which topics a device may write to and hear. */
export interface TopicRights {
  mayPublish(topic: string): boolean;
  maySubscribe(filter: string): boolean;
}

/**
 * The topics that are a device's own: those that carry its id below its lot, those that its configuration
 * names with all below them, and for a controller of slots theirs. What only the station may write is
 * kept from everybody by the broker itself.
 */
export function topicRights(device: Device, lot: LotFile): TopicRights {
  const filters = [
    `gatehouse/${lot.id}/+/${device.id}/#`,
    ...ownTopics(device).flatMap((topic) => [topic, `${topic.replace(/\/$/, '')}/#`]),
  ];
  const slots = device.driver === 'slot-sensors-mqtt' ? slotTopics(device.slotIds, lot) : null;
  const matchers: readonly Matcher[] = filters.map(compileFilter);
  return {
    mayPublish: (topic) =>
      slots?.has(topic) === true ||
      // A device may have the id of a slot, and is none.
      (!topic.startsWith(`gatehouse/${lot.id}/slot/`) &&
        matchers.some((matches) => matches(topic))),
    maySubscribe: (filter) =>
      filters.some((own) => covers(own, filter)) || slots?.has(filter) === true,
  };
}

function slotTopics(slotIds: readonly string[] | undefined, lot: LotFile): ReadonlySet<string> {
  const ids = slotIds ?? lot.slots.map(({ id }) => id);
  return new Set(ids.map((id) => presenceTopic(lot.id, id)));
}
