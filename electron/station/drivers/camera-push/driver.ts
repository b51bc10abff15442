import { createReadSink, ignoreOrders } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { watchLife } from '../life-watch.ts';
import type { PushAnswer } from '../push-link.ts';
import { recentIds } from '../recent-ids.ts';
import { type Make, malformedDelivery, type PushedEvent } from './make.ts';
import { MAKES } from './makes/index.ts';
import { readBody } from './read-body.ts';

/** Reads of a camera that may be told apart by their ids; older ones are forgotten. */
const RECENT_IDS_MAX = 256;

/** A camera, or a server for cameras, that posts what it reads. The make's codec is all that differs. */
export const start: StartDriver<'camera-push'> = async (context) => {
  const { device } = context;
  const take = createReadSink(context, device.laneId);
  const seen = recentIds(RECENT_IDS_MAX);
  const life = await watchLife(context, device.silentAfterMs);

  function takeEvent(event: PushedEvent): number {
    if (event.kind === 'drop') {
      context.drop(event.reason, event.detail);
      return 0;
    }
    const { camera } = event;
    if (device.camera !== undefined && camera !== device.camera) {
      if (event.kind === 'read') context.drop('malformed', 'a read of another camera');
      return 0;
    }
    life.heard();
    if (event.kind === 'alive') return 0;
    const { read, pictures, document, retransmitted } = event;
    if (read.kind !== 'ok' && read.kind !== 'unread') {
      take(read, false);
      return 0;
    }
    if (read.value.id !== null && seen.has(read.value.id)) {
      context.drop('duplicate', 'a read that has come before');
      return 0;
    }
    if (read.value.id !== null) seen.add(read.value.id);
    const more = {
      retransmitted,
      keepPictures: () => context.pictures.keep({ pictures, document }),
    };
    if (read.kind === 'unread') {
      take({ kind: 'unread', value: { ...read.value, ...more } }, false);
      return 0;
    }
    return take({ kind: 'ok', value: { ...read.value, ...more } }, false) ? 1 : 0;
  }

  const end = context.push.listen(device.id, ({ body, contentType }): PushAnswer => {
    const events = eventsOf(MAKES[device.make], body, contentType);
    const reads = events.reduce((sum, event) => sum + takeEvent(event), 0);
    const [first] = events;
    const isUnread = first !== undefined && events.every(isMalformed);
    if (!isUnread) return { kind: 'taken', reads };
    return { kind: 'unreadable', detail: first.kind === 'drop' ? first.detail : '' };
  });

  return {
    perform: ignoreOrders,
    async stop() {
      life.stop();
      end();
    },
  };
};

/** What a make reads of a body; a codec that trips over one has found it malformed. */
function eventsOf(make: Make, body: Buffer, contentType: string): readonly PushedEvent[] {
  try {
    const delivery = readBody(body, contentType);
    return delivery === null ? [malformedDelivery] : make.decode(delivery);
  } catch (error) {
    const what = error instanceof Error ? error.name : 'something';
    return [{ ...malformedDelivery, detail: `the codec tripped over it: ${what}` }];
  }
}

function isMalformed(event: PushedEvent): boolean {
  return event.kind === 'drop' && event.reason === 'malformed';
}
