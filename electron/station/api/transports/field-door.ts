import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { apiError } from '../api-error.ts';
import type { ApiServices } from '../context.ts';
import type { DeviceName } from '../sign-in/device-tokens.ts';
import { type FieldGuest, FieldGuests, fieldGuest } from './field-guests.ts';
import { tokensOf } from './field-token.ts';
import { tell } from './rest.ts';

/** Where cameras post what they read. */
export const FIELD_ROUTE = '/field/anpr/:deviceId';

/** An event with two pictures has one or two MiB. */
const PUSH_MAX_BYTES = 8 * 1024 * 1024;
/** Posts of one device, and of all, that are being read at once: one device must not starve another. */
const SIDE_BY_SIDE_OF_ONE_MAX = 4;
const SIDE_BY_SIDE_MAX = 32;

interface FieldRequest {
  Params: { deviceId: string };
  Querystring: { token?: string | string[] };
}

type Services = Pick<ApiServices, 'deviceTokens' | 'pushDoor' | 'metrics'>;

/**
 * Serves `POST /field/anpr/{deviceId}`. The device's own token says who speaks, before a byte of the body
 * is read; it comes in the way that the make allows: `Authorization: Token …`, `Bearer …`, `Basic …` (as
 * password, or as user name), or `?token=…`. The body goes as it came to the device's driver. Returns who
 * is posting.
 */
export function serveField(app: FastifyInstance, services: Services): FieldGuests {
  const guests = new FieldGuests(services.deviceTokens);
  const underWay = new Map<string, number>();
  let all = 0;
  app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    inner.setErrorHandler((error, _request, reply) => {
      if ((error as { code?: unknown }).code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error;
      return tell(reply, apiError('body-too-large', 'The post is too large: 8 MiB at most.'));
    });
    inner.post<FieldRequest>(FIELD_ROUTE, {
      bodyLimit: PUSH_MAX_BYTES,
      onRequest: async (request, reply) => {
        const device = deviceOf(request, services);
        if (device === null) {
          reply.header('www-authenticate', 'Basic realm="gatehouse"');
          return tell(reply, apiError('token-wrong', 'This needs the token of this very device.'));
        }
        const { socket } = request.raw;
        const name = nameOf(device);
        const own = underWay.get(name) ?? 0;
        if (own >= SIDE_BY_SIDE_OF_ONE_MAX || all >= SIDE_BY_SIDE_MAX)
          return tell(reply, apiError('busy', 'Too many posts at once. Send it again later.'));
        all += 1;
        underWay.set(name, own + 1);
        guests.came(socket, device);
        reply.raw.once('close', () => {
          guests.left(socket);
          all -= 1;
          const rest = (underWay.get(name) ?? 1) - 1;
          if (rest === 0) underWay.delete(name);
          else underWay.set(name, rest);
        });
      },
      handler: async (request, reply) => take(request, reply, services),
    });
  });
  return guests;
}

function take(
  request: FastifyRequest<FieldRequest>,
  reply: FastifyReply,
  services: Services,
): FastifyReply {
  const device = deviceOf(request, services);
  if (device === null) return tell(reply, apiError('token-wrong', 'The token has just ended.'));
  const { lotId, deviceId } = device;
  const answer = services.pushDoor.take(lotId, deviceId, {
    contentType: request.headers['content-type'] ?? '',
    // Without a body there is nothing to parse, and fastify leaves it undefined.
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  });
  if (answer === null)
    return tell(reply, apiError('busy', 'The station is not ready for this device yet.'));
  if (answer.kind === 'busy')
    return tell(reply, apiError('busy', 'It posts too much. Send it again later.'));
  if (answer.kind === 'unreadable')
    return tell(reply, apiError('malformed', `Nothing in it can be read: ${answer.detail}.`));
  return reply.status(200).send({ received: true, reads: answer.reads });
}

/** The device that the request is for, when it also comes with that device's token. */
function deviceOf(
  request: FastifyRequest<FieldRequest>,
  { deviceTokens }: Services,
): FieldGuest | null {
  const { headers, params, query } = request;
  return fieldGuest(params.deviceId, tokensOf(headers.authorization, query.token), deviceTokens);
}

function nameOf({ lotId, deviceId }: DeviceName): string {
  return `${lotId}/${deviceId}`;
}
