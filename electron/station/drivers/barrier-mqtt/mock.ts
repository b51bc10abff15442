import type { BarrierCoil, BarrierInput } from '#domain/facility/device/barrier-profiles.ts';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { LotId } from '#domain/kernel/ids.ts';
import { connectMockMqtt, type MockMqtt } from '../mock-mqtt.ts';
import { parseJson } from '../mqtt-device.ts';

type Device = DeviceOf<'barrier-mqtt'>;

export interface MockRelayOptions {
  readonly url: string;
  readonly lotId: LotId;
  readonly device: Pick<Device, 'id' | 'make' | 'topic' | 'relays' | 'inputs' | 'inverted'>;
  readonly onCoil?: (coil: BarrierCoil, on: boolean) => void;
}

export interface MockRelay extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  setInputs(inputs: Partial<Record<BarrierInput, boolean>>): void;
  /** Its relays by channel. */
  readonly relays: ReadonlyMap<number, boolean>;
  /** Hears and says nothing. */
  setSilent(silent: boolean): void;
  sendRaw(payload: string | Buffer): Promise<void>;
}

/** How one make hears and speaks; `switchTo` moves a relay, `pulse` for a time that the relay keeps itself. */
interface Speech {
  readonly lastWill: { readonly topic: string; readonly online: string; readonly offline: string };
  readonly hears: readonly string[];
  readonly rawTopic: string;
  hear(topic: string, text: string): void;
  relay(channel: number, on: boolean): void;
  input(channel: number, on: boolean): void;
}

interface Hands {
  readonly relays: ReadonlyMap<number, boolean>;
  readonly inputs: ReadonlyMap<number, boolean>;
  say(topic: string, payload: string, retain?: boolean): void;
  switchTo(channel: number, on: boolean): void;
  pulse(channel: number, ms: number): void;
}

/** Plays a relay of the device's make, with its inputs. */
export async function startMockRelay(options: MockRelayOptions): Promise<MockRelay> {
  const { device, url, lotId, onCoil } = options;
  const relays = new Map<number, boolean>();
  const inputs = new Map<number, boolean>();
  const pulses = new Map<number, NodeJS.Timeout>();
  let silent = false;
  for (const at of Object.values(device.relays)) if (at !== null) relays.set(at, false);
  // It starts closed, with nobody on the loops.
  for (const [name, at] of inputsOf(device))
    inputs.set(at, (name === 'closedLimit') !== device.inverted.includes(name));

  const hands: Hands = {
    relays,
    inputs,
    say(topic, payload, retain = false) {
      if (silent) return;
      // A relay whose power is off says nothing, and nobody hears of that.
      line.publish(topic, payload, retain).catch(() => undefined);
    },
    switchTo(channel, on) {
      const was = relays.get(channel);
      if (was === undefined) return;
      relays.set(channel, on);
      speech.relay(channel, on);
      if (was === on) return;
      for (const [coil, at] of Object.entries(device.relays))
        if (at === channel) onCoil?.(coil as BarrierCoil, on);
    },
    pulse(channel, ms) {
      clearTimeout(pulses.get(channel));
      if (relays.get(channel)) hands.switchTo(channel, false);
      hands.switchTo(channel, true);
      pulses.set(
        channel,
        setTimeout(() => hands.switchTo(channel, false), ms),
      );
    },
  };
  const speech = SPEECHES[device.make](device.topic, hands);
  const { lastWill } = speech;
  const line = await connectMockMqtt({ url, lotId, deviceId: device.id, lastWill });
  for (const filter of speech.hears)
    await line.subscribe(filter, (topic, payload) => {
      if (!silent) speech.hear(topic, payload.toString('utf8'));
    });
  return {
    relays,
    setInputs(changes) {
      for (const [name, at] of inputsOf(device)) {
        const on = changes[name];
        if (on === undefined) continue;
        inputs.set(at, on !== device.inverted.includes(name));
        speech.input(at, inputs.get(at) ?? false);
      }
    },
    setSilent(now) {
      silent = now;
    },
    sendRaw: (payload) => line.publish(speech.rawTopic, payload),
    die: line.die,
    revive: line.revive,
    async stop() {
      for (const pulse of pulses.values()) clearTimeout(pulse);
      await line.stop();
    },
  };
}

function inputsOf({
  inputs,
}: Pick<Device, 'inputs'>): readonly (readonly [BarrierInput, number])[] {
  return Object.entries(inputs).flatMap(([name, at]) =>
    at === null ? [] : [[name as BarrierInput, at] as const],
  );
}

const SPEECHES: Readonly<Record<Device['make'], (name: string, hands: Hands) => Speech>> = {
  'shelly-gen1': (name, { relays, inputs, say, switchTo }) => {
    const relay = (channel: number, on: boolean) =>
      say(`shellies/${name}/relay/${channel}`, on ? 'on' : 'off', true);
    const input = (channel: number, on: boolean) =>
      say(`shellies/${name}/input/${channel}`, on ? '1' : '0', true);
    return {
      lastWill: { topic: `shellies/${name}/online`, online: 'true', offline: 'false' },
      hears: [`shellies/${name}/command`, `shellies/${name}/relay/+/command`],
      rawTopic: `shellies/${name}/relay/0`,
      hear(topic, text) {
        const [, channel] = /\/relay\/(\d+)\/command$/.exec(topic) ?? [];
        if (channel !== undefined) switchTo(Number(channel), text === 'on');
        else if (text === 'update') {
          for (const [at, on] of relays) relay(at, on);
          for (const [at, on] of inputs) input(at, on);
        }
      },
      relay,
      input,
    };
  },
  'shelly-gen2': (name, { relays, inputs, say, switchTo, pulse }) => {
    const notify = (params: object) =>
      say(`${name}/events/rpc`, JSON.stringify({ src: name, method: 'NotifyStatus', params }));
    const status = () => ({
      ...Object.fromEntries([...relays].map(([id, output]) => [`switch:${id}`, { id, output }])),
      ...Object.fromEntries([...inputs].map(([id, state]) => [`input:${id}`, { id, state }])),
      sys: { ver: '1.4.4' },
    });
    return {
      lastWill: { topic: `${name}/online`, online: 'true', offline: 'false' },
      hears: [`${name}/rpc`],
      rawTopic: `${name}/events/rpc`,
      hear(_topic, text) {
        const asked = parseJson(text) as Request;
        const { id, src, method, params } = asked;
        const answer = (said: object) =>
          say(`${src}/rpc`, JSON.stringify({ id, src: name, dst: src, ...said }));
        if (method === 'Shelly.GetStatus') return answer({ result: status() });
        const was = relays.get(params.id);
        if (was === undefined)
          return answer({ error: { code: 404, message: `No handler for switch:${params.id}` } });
        if (params.toggle_after === undefined) switchTo(params.id, params.on);
        else pulse(params.id, params.toggle_after * 1_000);
        answer({ result: { was_on: was } });
      },
      relay: (id, output) => notify({ ts: Date.now() / 1_000, [`switch:${id}`]: { id, output } }),
      input: (id, state) => notify({ ts: Date.now() / 1_000, [`input:${id}`]: { id, state } }),
    };
  },
  tasmota: (name, { relays, inputs, say, switchTo, pulse }) => {
    const word = (on: boolean) => (on ? 'ON' : 'OFF');
    const power = (channel: number) => (relays.size === 1 ? 'POWER' : `POWER${channel + 1}`);
    const result = (said: object) => say(`stat/${name}/RESULT`, JSON.stringify(said));
    return {
      lastWill: { topic: `tele/${name}/LWT`, online: 'Online', offline: 'Offline' },
      hears: [`cmnd/${name}/+`],
      rawTopic: `stat/${name}/RESULT`,
      hear(topic, text) {
        const command = topic.slice(topic.lastIndexOf('/') + 1);
        const [, number] = /^POWER(\d*)$/.exec(command) ?? [];
        if (number !== undefined) return switchTo(Math.max(0, Number(number) - 1), text === 'ON');
        if (command === 'Backlog0') {
          const [, at = '1', tenths = '1'] = /POWER(\d+) ON; Delay (\d+)/.exec(text) ?? [];
          return pulse(Number(at) - 1, Number(tenths) * 100);
        }
        if (command === 'STATE')
          return result(Object.fromEntries([...relays].map(([at, on]) => [power(at), word(on)])));
        const said = [...inputs].map(([at, on]) => [`Switch${at + 1}`, word(on)]);
        const StatusSNS = { Time: '2026-03-02T08:00:00', ...Object.fromEntries(said) };
        say(`stat/${name}/STATUS10`, JSON.stringify({ StatusSNS }));
      },
      relay: (channel, on) => result({ [power(channel)]: word(on) }),
      input: (channel, on) => result({ [`Switch${channel + 1}`]: { Action: word(on) } }),
    };
  },
};

interface Request {
  readonly id: number;
  readonly src: string;
  readonly method: string;
  readonly params: { readonly id: number; readonly on: boolean; readonly toggle_after?: number };
}
