import { call, type InferRouterInputs, ORPCError } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Document } from '#domain/contract/documents.ts';
import type { ApiServices } from '../context.ts';
import { router } from '../router.ts';
import { REST_PREFIX } from './open-api-document.ts';
import { contextOf, tell } from './rest.ts';

type Inputs = InferRouterInputs<typeof router>['documents'];

interface DocumentRequest {
  Params: { lotId: string; file: string };
  Querystring: Record<string, string | undefined>;
}

/** Consoles get documents as text inside an answer; over REST the answer is the document itself. */
export function serveDocuments(app: FastifyInstance, services: ApiServices): void {
  const route = `${REST_PREFIX}/lots/:lotId`;
  app.get<DocumentRequest>(`${route}/tickets/:file`, (request, reply) =>
    send(reply, () => {
      const input = inputOf<Inputs['ticket']>(request);
      const context = contextOf(request, services);
      return call(router.documents.ticket, input, { context, path: ['documents', 'ticket'] });
    }),
  );
  app.get<DocumentRequest>(`${route}/receipts/:file`, (request, reply) =>
    send(reply, () => {
      const input = inputOf<Inputs['receipt']>(request);
      const context = contextOf(request, services);
      return call(router.documents.receipt, input, { context, path: ['documents', 'receipt'] });
    }),
  );
  app.get<DocumentRequest>(`${route}/slips/:file`, (request, reply) =>
    send(reply, () => {
      const input = inputOf<Inputs['slip']>(request);
      const context = contextOf(request, services);
      return call(router.documents.slip, input, { context, path: ['documents', 'slip'] });
    }),
  );
}

/** Checked by the procedure's own schema, like every input. */
function inputOf<Input>({ query, params }: FastifyRequest<DocumentRequest>): Input {
  return { ...query, ...params } as Input;
}

async function send(reply: FastifyReply, make: () => Promise<Document>): Promise<FastifyReply> {
  try {
    const { fileName, type, base64 } = await make();
    return reply
      .type(type)
      .header('content-disposition', `inline; filename="${fileName}"`)
      .send(Buffer.from(base64, 'base64'));
  } catch (error) {
    if (error instanceof ORPCError) return tell(reply, error);
    throw error;
  }
}
