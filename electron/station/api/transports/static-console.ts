import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { apiError, restBody } from '../api-error.ts';

/** Files under `assets/` carry a hash of their content in their name. */
const FOREVER = 'public, max-age=31536000, immutable';
const ASK_EVERY_TIME = 'no-cache';
const NOT_BUILT =
  'The console has not been built yet. Run "npm run build" in the program\'s folder, then reload.';

/**
 * Serves the built console at `/`. Every address without a file extension is a screen of it and gets
 * its one page; everything else that is not there is told so as JSON.
 */
export async function serveConsole(app: FastifyInstance, directory: string): Promise<void> {
  const isBuilt = existsSync(join(directory, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: directory,
      cacheControl: false,
      setHeaders(response, path) {
        const isHashed = path.startsWith(join(directory, 'assets'));
        response.header('cache-control', isHashed ? FOREVER : ASK_EVERY_TIME);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isScreen(request)) {
      const error = apiError('not-found', 'There is nothing at this address.');
      return reply.status(error.status).send(restBody(error));
    }
    if (!isBuilt) return reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    return reply.sendFile('index.html');
  });
}

function isScreen({ method, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const path = url.split('?')[0] ?? '/';
  if (path.startsWith('/api/') || path === '/ws') return false;
  return extname(path) === '';
}
