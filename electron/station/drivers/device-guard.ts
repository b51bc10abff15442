import type { Device } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Log } from '../ports/log.ts';
import { flowOf, POSTS } from './device-flow.ts';
import type { DriverContext, FieldInput } from './driver.ts';
import { sentenceOf } from './fault-sentence.ts';
import { newFlow, takeOne } from './flow.ts';
import type { MqttLink } from './mqtt-link.ts';
import type { PushLink } from './push-link.ts';
import { newStanding, type StandingInput, stepStanding } from './standing.ts';
import { throttledMqtt } from './throttled-mqtt.ts';

export interface GuardParts {
  readonly device: Device;
  readonly lot: LotFile;
  readonly mqtt: MqttLink;
  readonly push: PushLink;
  readonly log: Log;
  readonly emit: (input: FieldInput) => void;
  readonly drop: DriverContext['drop'];
  readonly now: () => Instant;
}

/** Stands between one device and the station: what it sends too much of costs the others nothing. */
export interface DeviceGuard {
  readonly mqtt: MqttLink;
  readonly push: PushLink;
  /** Hands an input on; a status is weighed first. */
  emit(input: FieldInput): void;
  stop(): void;
}

export function guardDevice(parts: GuardParts): DeviceGuard {
  const { device, lot, log, drop, now } = parts;
  const limits = flowOf(device, lot);
  const posts = device.driver === 'camera-push';
  const most = posts ? `${POSTS.perSecond} posts` : `${limits.perSecond} messages`;
  const floods = `It sends more than ${most} a second: what is too much is left out.`;
  let standing = newStanding;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function step(input: StandingInput): void {
    const next = stepStanding(standing, input, floods);
    standing = next.state;
    if (next.report !== null) parts.emit({ kind: 'status', ...next.report });
    clearTimeout(timer);
    if (next.dueAt === null || isStopped) return;
    timer = setTimeout(() => step({ kind: 'time', at: now() }), Math.max(1, next.dueAt - now()));
  }

  function leftOut(): void {
    drop('flooding', floods);
    step({ kind: 'flooded', at: now() });
  }

  const failed = (error: unknown) =>
    log.error({ error: sentenceOf(error) }, 'a receiver of MQTT messages failed');
  const mqtt = throttledMqtt(parts.mqtt, { limits, now, leftOut, failed });

  return {
    mqtt,
    push: throttledPush(parts.push, now, leftOut),
    emit(input) {
      if (input.kind !== 'status') return parts.emit(input);
      const { status, detail } = input;
      step({ kind: 'said', report: { status, detail }, at: now() });
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      mqtt.stop();
    },
  };
}

/** A post too many is answered as busy: who posts will send it again. */
function throttledPush(push: PushLink, now: () => Instant, leftOut: () => void): PushLink {
  let flow = newFlow(POSTS, now());
  return {
    listen: (deviceId, take) =>
      push.listen(deviceId, (post) => {
        const next = takeOne(flow, POSTS, now());
        if (next === null) {
          leftOut();
          return { kind: 'busy' };
        }
        flow = next;
        return take(post);
      }),
  };
}
