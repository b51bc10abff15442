/** What a client may send over a socket or a port: a call, or the wish to end one. */
const REQUEST = 1;
const ABORT = 4;

/**
 * Whether a text is a frame that the RPC layer can take. That layer trusts its frames: a shape it does
 * not expect makes it throw where nobody listens, and streams from clients, which no procedure takes,
 * would be held without bound. So both are turned away here.
 */
export function isClientFrame(text: string): boolean {
  const frame = parse(text);
  if (!isRecord(frame) || typeof frame.i !== 'string' || frame.i.length > 64) return false;
  const type = frame.t ?? REQUEST;
  if (type === ABORT) return true;
  const call = frame.p;
  if (type !== REQUEST || !isRecord(call)) return false;
  const { u: url, h: headers, m: method } = call;
  if (typeof url !== 'string' || !url.startsWith('/') || url.length > 4_000) return false;
  if (method !== undefined && method !== 'GET' && method !== 'POST') return false;
  return headers === undefined || isPlainHeaders(headers);
}

function isPlainHeaders(headers: unknown): boolean {
  if (!isRecord(headers)) return false;
  // A content type or disposition announces a file, a form or a stream: no call of ours has one.
  return Object.entries(headers).every(
    ([name, value]) => !name.toLowerCase().startsWith('content-') && typeof value === 'string',
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not JSON is not a frame; the caller says so to the client.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
