import type { LaneController } from '#domain/facility/device-file.ts';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import type { DeviceStatus } from '#domain/lot/words.ts';
import type { DriverContext, FieldOutput } from './driver.ts';
import { decodeEvent } from './lane-controller-mqtt/codec.ts';
import type { LaneRights } from './lane-rights.ts';
import type { LaneTopic } from './lane-secret.ts';

/** A controller whose clock is further off than this is to be set. */
const CLOCK_OFF_MS = 5 * MINUTE_MS;
const NO_TOKEN = 'It has no token yet: give it one here, and set it in the controller.';

/** How a controller is spoken to. */
export interface ControllerWay {
  /** Sends what is signed already. `isKept`: who comes later is to have it as well. */
  send(what: LaneTopic, signed: string, isKept: boolean): Promise<void>;
  /** It said something of its own. */
  spoke(): void;
  said(status: DeviceStatus, detail: string): void;
}

export interface ServedController {
  /** What came as an event, whoever sent it. */
  hear(payload: Buffer): void;
  /** It, or what held its rights for it, has come back and may know nothing any more. */
  tellAll(): void;
  perform(output: FieldOutput): Promise<void>;
  stop(): void;
}

/**
 * A lane's own controller. Its numbered events are acknowledged once they are in the books, and it is told
 * the rights that it may go by without a link.
 */
export function serveController(
  context: DriverContext<LaneController>,
  way: ControllerWay,
): ServedController {
  const { device, log } = context;
  let isStopped = false;
  let rights: LaneRights | null = null;
  let aheadMs = 0;
  let fault = '';

  async function send(what: LaneTopic, message: object, isKept = false): Promise<void> {
    const secret = context.secret();
    if (secret === null) return;
    await way.send(what, secret.sign(what, JSON.stringify(message)), isKept);
  }

  /** The parts first: the head says which of them count. */
  async function sendRights({ head, parts }: LaneRights, which: readonly number[]): Promise<void> {
    for (const part of parts)
      if (which.includes(part.part)) await send(`rights/${part.part}`, part, true);
    await send('rights', head, true);
  }

  /** What staff can mend stands as its fault until it is mended. */
  function tellFault(): void {
    const now = context.secret() === null ? NO_TOKEN : clockFault(aheadMs);
    if (now === '' && fault === '') return;
    fault = now;
    way.said(now === '' ? 'online' : 'fault', now);
  }

  return {
    hear(payload) {
      const secret = context.secret();
      const json = secret?.verify('event', payload) ?? null;
      if (secret === null || json === null) {
        context.drop('malformed', secret === null ? NO_TOKEN : 'not signed with its token');
        return;
      }
      const event = decodeEvent(json, secret, context.now());
      if (event === null) {
        context.drop('malformed', 'not an event of a lane controller');
        return;
      }
      const { replay } = event;
      if (replay.done.kind === 'unreadable')
        context.drop('malformed', 'an event without its facts');
      aheadMs = event.aheadMs ?? 0;
      way.spoke();
      const { epoch, number } = replay;
      context.emit({
        kind: 'replay',
        laneId: device.laneId,
        replay,
        taken() {
          if (isStopped) return;
          send('ack', { epoch, number, at: context.now() }).catch((error: Error) => {
            // It tells the event again, and is acknowledged then.
            log.debug({ deviceId: device.id, error: error.message }, 'not acknowledged');
          });
        },
      });
    },

    tellAll() {
      if (rights === null) return;
      const all = rights.parts.map(({ part }) => part);
      sendRights(rights, all).catch((error: Error) => {
        log.warn({ deviceId: device.id, error: error.message }, 'rights not sent again');
      });
    },

    async perform(output) {
      if (output.kind !== 'rights' && output.kind !== 'beat') return;
      if (output.deviceId !== device.id) return;
      if (output.kind === 'beat') {
        tellFault();
        await send('beat', { at: output.at });
        return;
      }
      rights = output.rights;
      await sendRights(rights, rights.changed);
    },

    stop() {
      isStopped = true;
    },
  };
}

function clockFault(aheadMs: number): string {
  if (Math.abs(aheadMs) <= CLOCK_OFF_MS) return '';
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  const way = aheadMs > 0 ? 'ahead' : 'behind';
  return `Its clock is ${minutes} minutes ${way}: set it. Its events are dated by how long ago they were.`;
}
