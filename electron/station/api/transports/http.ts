import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import helmet from '@fastify/helmet';
import { ORPCError } from '@orpc/server';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { shareOfEach } from '../../drivers/address-share.ts';
import type { TlsIdentity } from '../../tls/identity.ts';
import { apiError, internalError } from '../api-error.ts';
import type { ApiServices } from '../context.ts';
import { serveDocuments } from './documents.ts';
import { FIELD_ROUTE, serveField } from './field-door.ts';
import { serveFieldSockets } from './field-sockets.ts';
import { serveHealth } from './health.ts';
import {
  type BoundToLoopback,
  isHostAllowed,
  isLoopback,
  isOriginAllowed,
  socketSources,
} from './http-guards.ts';
import { servePictures } from './pictures.ts';
import { serveRest, tell } from './rest.ts';
import { listenTo, type ServerTimeouts, secureServer } from './secure-server.ts';
import { serveConsole } from './static-console.ts';
import { serveWebSockets } from './web-socket.ts';
import { serveWebhooks, WEBHOOKS_ROUTE } from './webhooks.ts';

const BODY_MAX_BYTES = 1024 * 1024;
/** From the first byte to the last of one request: a slow sender holds no place for ever. */
const REQUEST_TIMEOUT_MS = 30_000;
/** From the first byte to the end of the headers. */
const HEADERS_TIMEOUT_MS = 10_000;
/** How often it is looked whether somebody is too slow. */
const SLOW_CHECK_EVERY_MS = 5_000;
const TIMEOUTS: ServerTimeouts = {
  requestTimeout: REQUEST_TIMEOUT_MS,
  headersTimeout: HEADERS_TIMEOUT_MS,
  connectionsCheckingInterval: SLOW_CHECK_EVERY_MS,
};
const CONNECTIONS_MAX = 2_048;
/** Of one address that is not this machine: whoever opens more must leave places for the others. */
const CONNECTIONS_OF_ONE_MAX = 512;
const LOOPBACK = '127.0.0.1';
const RETRY_AFTER_SECONDS = 1;
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface HttpOptions {
  readonly services: ApiServices;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** The built console, `out/renderer`. */
  readonly consoleDirectory: string;
  /** A second door, over TLS: the plain one is then open to this machine alone, unless told otherwise. */
  readonly tls?: {
    readonly port: number;
    readonly identity: TlsIdentity;
    readonly plainForEverybody: boolean;
  };
}

export interface HttpServer {
  /** Such as `http://127.0.0.1:4700`. */
  readonly url: string;
  readonly port: number;
  /** Where it is reached over TLS; null without. */
  readonly tlsPort: number | null;
  /** Cuts off devices whose token no longer holds. */
  recheckDevices(): void;
  close(): Promise<void>;
}

/**
 * Serves the console, REST, the WebSocket and the health pages on one port.
 * @throws what the system says of a port that is taken or not allowed
 */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const { services, tls } = options;
  const host = tls === undefined || tls.plainForEverybody ? options.host : LOOPBACK;
  // By whatever door it comes: what listens on this machine alone is asked by its own names alone.
  const isBoundToLoopback: BoundToLoopback = ({ socket }) =>
    isLoopback('encrypted' in socket ? options.host : host);
  const app = fastify({
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: TIMEOUTS.requestTimeout,
    http: TIMEOUTS,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  app.server.maxConnections = CONNECTIONS_MAX;
  await app.register(helmet, SECURITY_HEADERS);
  addGuards(app, isBoundToLoopback);
  addBodyParser(app);
  addErrorAnswers(app, services);
  serveHealth(app, services);
  serveDocuments(app, services);
  servePictures(app, services);
  serveWebhooks(app, services);
  const posting = serveField(app, services);
  serveRest(app, services);
  await serveConsole(app, options.consoleDirectory);
  const dialled = serveFieldSockets(app.server, services);
  const sendAllAway = serveWebSockets({ server: app.server, services, isBoundToLoopback });
  const limitShares = shareOfEach(CONNECTIONS_OF_ONE_MAX);
  limitShares(app.server);
  await app.listen({ host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  const secure = tls === undefined ? null : secureServer(app.server, tls.identity, TIMEOUTS);
  if (secure !== null) {
    secure.maxConnections = CONNECTIONS_MAX;
    limitShares(secure);
    secure.on('tlsClientError', (error) => {
      services.log.debug({ error: error.message }, 'HTTP connection without valid TLS');
    });
    await listenTo(secure, options.host, tls?.port ?? 0).catch(async (error) => {
      await app.close();
      throw error;
    });
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    tlsPort: secure === null ? null : (secure.address() as AddressInfo).port,
    recheckDevices() {
      posting.recheck();
      dialled.recheck();
    },
    async close() {
      sendAllAway();
      dialled.endAll();
      const closed = secure === null ? null : once(secure, 'close');
      secure?.close();
      secure?.closeAllConnections();
      await app.close();
      await closed;
    },
  };
}

/** Only what the console is built of may load, and no page may frame it. Over plain HTTP as well, so no HSTS. */
const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: [
        (request: { headers: { host?: string } }) => socketSources(request.headers.host),
      ],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
} as const;

function addGuards(app: FastifyInstance, isBoundToLoopback: BoundToLoopback): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    // Providers come from outside by whatever name leads here; their signature says who they are.
    if (request.routeOptions.url === WEBHOOKS_ROUTE) return;
    // So do devices; some of them name no host at all.
    if (request.routeOptions.url === FIELD_ROUTE) return;
    if (!isHostAllowed(request.headers.host, isBoundToLoopback(request.raw))) {
      return tell(reply, apiError('host-refused', 'This station is not served under that name.'));
    }
    if (!READS.has(request.method) && !isOriginAllowed(request.raw)) {
      return tell(reply, apiError('origin-refused', 'A page of another site may not write here.'));
    }
  });
  app.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  });
}

/** JSON and nothing else; an empty body is no input. Keys that reach for a prototype are refused. */
function addBodyParser(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, body as string, done);
  });
}

function addErrorAnswers(app: FastifyInstance, { log }: ApiServices): void {
  app.setErrorHandler((error: FastifyError, request, reply): FastifyReply => {
    if (error instanceof ORPCError) return tell(reply, error);
    switch (error.code) {
      case 'FST_ERR_CTP_BODY_TOO_LARGE':
        return tell(reply, apiError('body-too-large', 'The body is too large: 1 MiB at most.'));
      case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
        return tell(reply, apiError('media-unsupported', 'Send JSON: "application/json".'));
    }
    const { statusCode = 500 } = error;
    if (statusCode < 500) {
      return tell(reply, apiError('malformed', `The request cannot be read: ${error.message}`));
    }
    log.error({ method: request.method, error: error.stack ?? error.message }, 'a request failed');
    return tell(reply, internalError());
  });
}
