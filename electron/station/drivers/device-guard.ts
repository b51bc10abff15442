import type { Device } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Log } from '../ports/log.ts';
import { flowOf, SOCKET_BYTES } from './device-flow.ts';
import type { DriverContext, FieldInput } from './driver.ts';
import { sentenceOf } from './fault-sentence.ts';
import { type FlowLimits, newFlow, refill, take } from './flow.ts';
import type { MqttLink } from './mqtt-link.ts';
import type { PushLink } from './push-link.ts';
import type { SocketLink } from './socket-link.ts';
import { newStanding, type StandingInput, stepStanding } from './standing.ts';
import { throttledMqtt } from './throttled-mqtt.ts';

export interface GuardParts {
  readonly device: Device;
  readonly lot: LotFile;
  readonly mqtt: MqttLink;
  readonly push: PushLink;
  readonly sockets: SocketLink;
  readonly log: Log;
  readonly emit: (input: FieldInput) => void;
  readonly drop: DriverContext['drop'];
  readonly now: () => Instant;
}

/** Stands between one device and the station: what it sends too much of costs the others nothing. */
export interface DeviceGuard {
  readonly mqtt: MqttLink;
  readonly push: PushLink;
  readonly sockets: SocketLink;
  /** Hands an input on; a status is weighed first. */
  emit(input: FieldInput): void;
  stop(): void;
}

export function guardDevice(parts: GuardParts): DeviceGuard {
  const { device, lot, log, drop, now } = parts;
  const limits = flowOf(device, lot);
  const floods = `It sends more than ${limits.perSecond} ${limits.unit} a second: what is too much is left out.`;
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
    push: throttledPush(parts.push, limits, now, leftOut),
    sockets: throttledSockets(parts.sockets, limits, now, leftOut),
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
function throttledPush(
  push: PushLink,
  limits: FlowLimits,
  now: () => Instant,
  leftOut: () => void,
): PushLink {
  const weigh = scale(limits, now);
  return {
    listen: (deviceId, taker) =>
      push.listen(deviceId, (post) => {
        if (weigh(1)) return taker(post);
        leftOut();
        return { kind: 'busy' };
      }),
  };
}

/**
 * A call too many ends the connection, and who dials again is told to wait until a second's worth may come:
 * what it says is read no faster than the limits allow, over however many connections.
 */
function throttledSockets(
  sockets: SocketLink,
  limits: FlowLimits,
  now: () => Instant,
  leftOut: () => void,
): SocketLink {
  const calls = scale(limits, now);
  const bytes = scale(SOCKET_BYTES, now);
  const told = (isLight: boolean): boolean => {
    if (!isLight) leftOut();
    return isLight;
  };
  const meter = {
    takesMessage: () => told(calls(1)),
    takesBytes: (count: number) => told(bytes(count)),
  };
  return {
    listen: (deviceId, taker) =>
      sockets.listen(deviceId, (dial) => {
        const isReady = calls.holds(limits.perSecond) && bytes.holds(SOCKET_BYTES.perSecond);
        return isReady ? taker(dial, meter) : 'busy';
      }),
  };
}

/** Weighs what comes against its limits; false when it is too much. `holds` looks without taking. */
function scale(limits: FlowLimits, now: () => Instant) {
  let flow = newFlow(limits, now());
  const weigh = (amount: number): boolean => {
    const next = take(flow, limits, now(), amount);
    if (next !== null) flow = next;
    return next !== null;
  };
  return Object.assign(weigh, {
    holds: (amount: number) => refill(flow, limits, now()).left >= amount,
  });
}
