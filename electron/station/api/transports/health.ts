import type { FastifyInstance } from 'fastify';
import type { ApiServices } from '../context.ts';

/** For whoever watches the watcher: is it up, does it work, how is it doing. */
export function serveHealth(app: FastifyInstance, { host, metrics }: ApiServices): void {
  app.get('/healthz', () => ({ ok: true }));

  app.get('/readyz', (_request, reply) => {
    const lots = [...host.lots.values()].map(({ lotId, halted }) => ({ lotId, halted }));
    const isReady = lots.length > 0 && lots.every(({ halted }) => halted === null);
    const message = lots.length === 0 ? 'No lot is open yet.' : 'A lot takes no commands.';
    if (isReady) return { ok: true, lots };
    return reply.status(503).send({ ok: false, code: 'not-ready', message, lots });
  });

  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}
