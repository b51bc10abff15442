import { MINUTE_MS } from '#domain/kernel/instant.ts';
import type { FieldOutput, StartDriver } from '../driver.ts';
import type { LaneRights } from '../lane-rights.ts';
import type { LaneTopic } from '../lane-secret.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { controllerTopic } from '../topics.ts';
import { decodeEvent } from './codec.ts';

/** A controller whose clock is further off than this is to be set. */
const CLOCK_OFF_MS = 5 * MINUTE_MS;
const NO_TOKEN = 'It has no token yet: give it one here, and set it in the controller.';

/**
 * A lane's own controller. Its numbered events are acknowledged once they are in the books, and the
 * rights that it may go by without a link are kept with the broker for it.
 */
export const start: StartDriver<'lane-controller-mqtt'> = async (context) => {
  const { device, lot, mqtt, log } = context;
  const connection = openMqttDevice(context);
  const topic = (what: LaneTopic) => controllerTopic(lot.id, device.id, what);
  let isStopped = false;
  let rights: LaneRights | null = null;
  let aheadMs = 0;
  let fault = '';

  connection.receive(topic('event'), (_topic, payload) => {
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
    if (replay.done.kind === 'unreadable') context.drop('malformed', 'an event without its facts');
    aheadMs = event.aheadMs ?? 0;
    connection.spoke();
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
  });

  async function send(what: LaneTopic, message: object, retain = false): Promise<void> {
    const secret = context.secret();
    if (secret === null) return;
    await mqtt.publish(topic(what), secret.sign(what, JSON.stringify(message)), { retain });
  }

  /** The parts first: the head says which of them count. */
  async function sendRights({ head, parts }: LaneRights, which: readonly number[]): Promise<void> {
    for (const part of parts)
      if (which.includes(part.part)) await send(`rights/${part.part}`, part, true);
    await send('rights', head, true);
  }

  const end = mqtt.onConnection((connected) => {
    if (!connected || rights === null) return;
    // A broker that was started anew has forgotten what it held.
    sendRights(
      rights,
      rights.parts.map(({ part }) => part),
    ).catch((error: Error) => {
      log.warn({ deviceId: device.id, error: error.message }, 'rights not sent again');
    });
  });

  /** What staff can mend stands as its fault until it is mended. */
  function tellFault(): void {
    const now = context.secret() === null ? NO_TOKEN : clockFault(aheadMs);
    if (now === '' && fault === '') return;
    fault = now;
    connection.said(now === '' ? 'online' : 'fault', now);
  }

  async function perform(output: FieldOutput): Promise<void> {
    if (output.kind !== 'rights' && output.kind !== 'beat') return;
    if (output.deviceId !== device.id) return;
    if (output.kind === 'beat') {
      tellFault();
      await send('beat', { at: output.at });
      return;
    }
    rights = output.rights;
    await sendRights(rights, rights.changed);
  }

  return {
    perform,
    async stop() {
      isStopped = true;
      end();
      connection.stop();
    },
  };
};

function clockFault(aheadMs: number): string {
  if (Math.abs(aheadMs) <= CLOCK_OFF_MS) return '';
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  const way = aheadMs > 0 ? 'ahead' : 'behind';
  return `Its clock is ${minutes} minutes ${way}: set it. Its events are dated by how long ago they were.`;
}
