import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { call, type InferRouterInputs, ORPCError } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '#domain/access/roles.ts';
import { isCardNumber } from '#domain/payment/card-number.ts';
import { CARD_NUMBER } from '#domain/payment/free-text.ts';
import { apiError, internalError, restBody } from '../api-error.ts';
import { type ApiContext, type ApiServices, newConnection } from '../context.ts';
import { router } from '../router.ts';
import { isLocalCaller } from './http-guards.ts';
import { isInRest, openApiDocument, REST_PREFIX } from './open-api-document.ts';
import { answerProof, answerReport, isEarlier, type ReportRequest } from './report-files.ts';

/** A lot file of 200,000 slots is about this long; nobody but an administrator may send one. */
const LOT_FILE_MAX_BYTES = 64 * 1024 * 1024;
const KEY_PATTERN = /^[!-~]{8,100}$/;

/** Serves the contract as REST under `/api/v1`, with its OpenAPI document. */
export function serveRest(app: FastifyInstance, services: ApiServices): void {
  const handler = new OpenAPIHandler<ApiContext>(router, {
    filter: isInRest,
    customErrorResponseBodyEncoder: (error) => restBody(error),
  });
  let document: ReturnType<typeof openApiDocument> | null = null;

  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    const context = contextOf(request, services);
    const { matched } = await handler.handle(request, reply, { context, prefix: REST_PREFIX });
    if (!matched) tell(reply, apiError('not-found', 'There is nothing at this address.'));
    return reply;
  };

  app.get(`${REST_PREFIX}/openapi.json`, async () => {
    document ??= openApiDocument();
    return await document;
  });
  app.get<ReportRequest>(`${REST_PREFIX}/lots/:lotId/reports/:report`, async (request, reply) => {
    if (isEarlier(request))
      return request.query.format === 'csv'
        ? sendCsv(request, reply, services)
        : serve(request, reply);
    try {
      return await answerReport(request, reply, contextOf(request, services));
    } catch (error) {
      if (error instanceof ORPCError) return tell(reply, error);
      throw error;
    }
  });
  app.get<{ Params: { lotId: string }; Querystring: Record<string, string | undefined> }>(
    `${REST_PREFIX}/lots/:lotId/reports/audit/proof`,
    async (request, reply) => {
      try {
        return await answerProof(request, reply, contextOf(request, services));
      } catch (error) {
        if (error instanceof ORPCError) return tell(reply, error);
        throw error;
      }
    },
  );
  // Who may send so much is asked before a byte of it is read.
  app.post(`${REST_PREFIX}/lots`, {
    bodyLimit: LOT_FILE_MAX_BYTES,
    onRequest: async (request, reply) => {
      const { token } = contextOf(request, services).connection;
      const principal = token === null ? null : services.accounts.principalOf(token);
      if (principal === null) return tell(reply, apiError('unauthorized', 'Sign in first.'));
      if (mayDo(principal.role, 'lot.open')) return;
      return tell(reply, apiError('forbidden', 'Your role does not allow this.'));
    },
    handler: serve,
  });
  app.all(`${REST_PREFIX}/*`, serve);
}

type CsvInput = InferRouterInputs<typeof router>['reports']['csv'];

async function sendCsv(
  request: FastifyRequest<ReportRequest>,
  reply: FastifyReply,
  services: ApiServices,
): Promise<FastifyReply> {
  try {
    // Checked by the procedure's own schema, like every input.
    const { format: _, ...query } = request.query;
    const input = { ...query, ...request.params } as CsvInput;
    const context = contextOf(request, services);
    const path = ['reports', 'csv'];
    const { fileName, text } = await call(router.reports.csv, input, { context, path });
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .send(text);
  } catch (error) {
    if (error instanceof ORPCError) return tell(reply, error);
    throw error;
  }
}

/** Who calls, as every request says it for itself. */
export function contextOf(request: FastifyRequest, services: ApiServices): ApiContext {
  const connection = newConnection('http', request.ip, isLocalCaller(request.raw));
  connection.token = bearerOf(request.headers.authorization);
  const key = request.headers['idempotency-key'];
  if (key === undefined) return { services, connection };
  if (typeof key !== 'string' || !KEY_PATTERN.test(key)) {
    throw apiError(
      'idempotency-key-invalid',
      'An Idempotency-Key has 8 to 100 visible ASCII characters.',
    );
  }
  if (isCardNumber(key)) throw apiError('card-number', `Idempotency-Key: ${CARD_NUMBER}`);
  return { services, connection, idempotencyKey: key };
}

function bearerOf(header: string | undefined): string | null {
  const match = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

/** Answers with an error in REST's one shape. */
export function tell(reply: FastifyReply, error: ORPCError<string, unknown>): FastifyReply {
  return reply.status(error.status).send(restBody(error.status >= 200 ? error : internalError()));
}
