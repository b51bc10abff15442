import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebhookRefusalCode } from '../../ports/payment-provider.ts';
import type { WebhookVerdict } from '../../providers/payment-desk.ts';
import { apiError, toTellable } from '../api-error.ts';
import type { ApiServices } from '../context.ts';
import { REST_PREFIX } from './open-api-document.ts';
import { tell } from './rest.ts';

/** Below which providers post their events. */
export const WEBHOOKS_ROUTE = `${REST_PREFIX}/webhooks/:provider`;

/** The events read here have a few KiB. */
const EVENT_MAX_BYTES = 64 * 1024;
/** Events that are being taken at once; a provider sends what is turned away again. */
const SIDE_BY_SIDE_MAX = 64;

const STATUS: Readonly<Record<WebhookRefusalCode | 'provider-unknown', number>> = {
  'signature-missing': 401,
  'signature-wrong': 401,
  'too-old': 400,
  malformed: 400,
  'provider-unknown': 404,
};

/**
 * Serves `POST /api/v1/webhooks/{provider}`. Nobody signs in: the signature over the raw body says who
 * speaks, so the body is kept byte for byte and read by nobody before. Answered with 200 once what it
 * says is durable, and for what is not ours, so that the provider does not send it for ever.
 */
export function serveWebhooks(
  app: FastifyInstance,
  services: Pick<ApiServices, 'takeWebhook'>,
): void {
  let underWay = 0;
  // A plugin of its own: the parser for raw bodies stays inside, everybody else's stays outside.
  app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    inner.setErrorHandler((error, _request, reply) => {
      if ((error as { code?: unknown }).code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error;
      return tell(reply, apiError('body-too-large', 'The event is too large: 64 KiB at most.'));
    });
    inner.post<WebhookRequest>(
      WEBHOOKS_ROUTE,
      { bodyLimit: EVENT_MAX_BYTES },
      async (request, reply) => {
        if (underWay >= SIDE_BY_SIDE_MAX)
          return tell(reply, apiError('busy', 'Too many events at once. Send it again later.'));
        underWay += 1;
        try {
          return await take(request, reply, services);
        } finally {
          underWay -= 1;
        }
      },
    );
  });
}

interface WebhookRequest {
  Params: { provider: string };
}

async function take(
  request: FastifyRequest<WebhookRequest>,
  reply: FastifyReply,
  { takeWebhook }: Pick<ApiServices, 'takeWebhook'>,
): Promise<FastifyReply> {
  // Without a body there is nothing to parse, and fastify leaves it undefined.
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  let verdict: WebhookVerdict;
  try {
    verdict = await takeWebhook(request.params.provider, rawBody, request.headers);
  } catch (error) {
    const told = toTellable(error);
    if (told === null) throw error;
    return tell(reply, told);
  }
  if (verdict.ok) return reply.status(200).send({ received: true });
  const { code, message } = verdict;
  return reply.status(STATUS[code]).send({ code, message });
}
