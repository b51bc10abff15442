import { z } from 'zod';
import { parseJson } from '../../mqtt-device.ts';
import type { RelayMake, RelayWord } from '../make.ts';

const answerSchema = z.object({
  id: z.number(),
  result: z.record(z.string(), z.unknown()).nullish(),
  error: z.object({ code: z.number().optional(), message: z.string().max(200) }).optional(),
});
const notifySchema = z.object({
  method: z.string(),
  params: z.record(z.string(), z.unknown()),
});
const partSchema = z.object({ output: z.boolean().optional(), state: z.boolean().nullish() });
const systemSchema = z.object({ ver: z.string().max(60) });

/**
 * Shelly, second generation and later (Gen2 API, "RPC over MQTT"): requests on `{id}/rpc`, answers on
 * `{src}/rpc`, changes on `{id}/events/rpc`.
 */
export const shellyGen2: RelayMake = {
  endsPulses: true,
  numbersAnswers: true,
  filters: ({ relay, station }) => [`${relay}/online`, `${relay}/events/rpc`, `${station}/rpc`],
  ask: (names, request) => [rpc(names, request, 'Shelly.GetStatus', {})],
  order(names, order, request) {
    const { channel: id } = order;
    // "toggle_after" turns it back by itself, in seconds.
    const params =
      'on' in order ? { id, on: order.on } : { id, on: true, toggle_after: order.pulseMs / 1_000 };
    return rpc(names, request, 'Switch.Set', params);
  },
  decode({ relay, station }, topic, text): readonly RelayWord[] {
    if (topic === `${relay}/online`) {
      const said = text.trim().toLowerCase();
      if (said === 'true' || said === 'false') return [{ kind: 'online', on: said === 'true' }];
      return [{ kind: 'malformed', detail: 'neither true nor false about being online' }];
    }
    const json = parseJson(text);
    if (topic === `${station}/rpc`) return answerWords(json);
    const notify = notifySchema.safeParse(json);
    if (!notify.success) return [{ kind: 'malformed', detail: 'no notification' }];
    return notify.data.method === 'NotifyStatus' || notify.data.method === 'NotifyFullStatus'
      ? partWords(notify.data.params)
      : [];
  },
};

function rpc(
  { relay, station }: { readonly relay: string; readonly station: string },
  id: number,
  method: string,
  params: object,
) {
  return { topic: `${relay}/rpc`, payload: JSON.stringify({ id, src: station, method, params }) };
}

function answerWords(json: unknown): readonly RelayWord[] {
  const answer = answerSchema.safeParse(json);
  if (!answer.success) return [{ kind: 'malformed', detail: 'no answer to a request' }];
  const { id: request, result, error } = answer.data;
  if (error !== undefined) return [{ kind: 'refused', request, sentence: error.message }];
  return [...partWords(result ?? {}), { kind: 'taken', request }];
}

/** The parts of a status, such as `switch:0` and `input:1`; of others nothing is wanted. */
function partWords(parts: Readonly<Record<string, unknown>>): readonly RelayWord[] {
  return Object.entries(parts).flatMap(([name, value]): RelayWord[] => {
    const system = name === 'sys' ? systemSchema.safeParse(value) : null;
    if (system?.success) return [{ kind: 'firmware', text: system.data.ver }];
    const [, what, number] = /^(switch|input):(\d{1,2})$/.exec(name) ?? [];
    const part = partSchema.safeParse(value);
    if (what === undefined || !part.success) return [];
    const on = what === 'switch' ? part.data.output : part.data.state;
    if (on === undefined || on === null) return [];
    return [{ kind: what === 'switch' ? 'relay' : 'input', channel: Number(number), on }];
  });
}
