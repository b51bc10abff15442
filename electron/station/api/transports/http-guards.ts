import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = new Set(['localhost', '::1']);
/** All of 127.0.0.0/8, and not a name that begins like it. */
const LOOPBACK_IPV4 = /^127(\.\d{1,3}){3}$/;
const HOST_PATTERN = /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i;

/** Whether the door that a request came by is open to this machine alone. */
export type BoundToLoopback = (request: IncomingMessage) => boolean;

/** Whether an address that the server is bound to, or that a caller has, is this machine itself. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/i, '').replace(/^\[|\]$/g, '');
  return LOOPBACK_NAMES.has(plain) || LOOPBACK_IPV4.test(plain);
}

/**
 * Whether the `Host` header may be served. A server that listens on this machine alone is asked only
 * by its own names: a page whose domain was pointed at 127.0.0.1 (DNS rebinding) has another.
 */
export function isHostAllowed(host: string | undefined, boundToLoopback: boolean): boolean {
  if (host === undefined || !HOST_PATTERN.test(host)) return false;
  return !boundToLoopback || isLoopback(hostName(host));
}

/**
 * Whether a request comes from a page of this very server, or from no page at all. Browsers send
 * `Origin` with every socket and every write; programs do not.
 */
export function isOriginAllowed({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  return (
    url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.host === host
  );
}

/** Whether the caller sits at this machine, and not behind a proxy that does. */
export function isLocalCaller({ headers, socket }: IncomingMessage): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return isLoopback(socket.remoteAddress);
}

/** Where pages may open sockets to: the address that they came from. */
export function socketSources(host: string | undefined): string {
  if (host === undefined || !HOST_PATTERN.test(host)) return "'self'";
  return `'self' ws://${host} wss://${host}`;
}

function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':')[0] ?? '');
}
