import { call, type InferRouterInputs, ORPCError } from '@orpc/server';
import type { FastifyInstance } from 'fastify';
import type { ApiServices } from '../context.ts';
import { router } from '../router.ts';
import { REST_PREFIX } from './open-api-document.ts';
import { contextOf, tell } from './rest.ts';

/** A picture never changes, but it is deleted with time: nobody keeps it for longer than this. */
const CACHE_SECONDS = 3_600;

type Input = InferRouterInputs<typeof router>['pictures']['get'];

interface PictureRequest {
  Params: { lotId: string; pictureId: string };
  Querystring: { kind?: string };
}

/** Consoles get pictures as text inside an answer; over REST the answer is the picture itself. */
export function servePictures(app: FastifyInstance, services: ApiServices): void {
  const route = `${REST_PREFIX}/lots/:lotId/pictures/:pictureId`;
  app.get<PictureRequest>(route, async (request, reply) => {
    try {
      // Checked by the procedure's own schema, like every input.
      const input = { ...request.query, ...request.params } as Input;
      const context = contextOf(request, services);
      const found = await call(router.pictures.get, input, { context, path: ['pictures', 'get'] });
      const tag = `"${found.fileName}"`;
      reply.header('etag', tag).header('cache-control', `private, max-age=${CACHE_SECONDS}`);
      if (request.headers['if-none-match'] === tag) return reply.status(304).send();
      return reply
        .type(found.type)
        .header('content-disposition', `inline; filename="${found.fileName}"`)
        .send(Buffer.from(found.base64, 'base64'));
    } catch (error) {
      if (error instanceof ORPCError) return tell(reply, error);
      throw error;
    }
  });
}
