import { PARTS_MAX, type Part } from './delivery.ts';

const PART_HEAD_MAX_BYTES = 8 * 1_024;
const BOUNDARY_MAX_CHARS = 200;
const DASHES = '--';

/**
 * The parts of a multipart body that is held whole. Cameras are not careful with RFC 7578: lines may
 * end without a carriage return, the closing delimiter may be missing, a part may have neither a name
 * nor a type, a picture may hold the delimiter with more behind it, and the type may be `multipart/mixed`
 * or not say the delimiter. What is there is read; null when there is no delimiter to read by.
 *
 * No library here: @fastify/multipart (its busboy, 10.1) cuts such a picture off, drops parts without a
 * name, and refuses the rest. Where a body keeps to the standard, a property test holds both to the same.
 */
export function readMultipart(body: Buffer, contentType: string): readonly Part[] | null {
  const boundary = boundaryOf(contentType) ?? guessedBoundary(body);
  if (boundary === null) return null;
  const delimiter = Buffer.from(DASHES + boundary, 'latin1');
  const parts: Part[] = [];
  let from = nextDelimiter(body, delimiter, 0);
  if (from === null) return null;
  while (from !== null && parts.length < PARTS_MAX) {
    const start = from.at + delimiter.length;
    if (body.toString('latin1', start, start + DASHES.length) === DASHES) break;
    const next = nextDelimiter(body, delimiter, start);
    const part = partOf(body.subarray(start, next?.before ?? body.length));
    if (part !== null) parts.push(part);
    from = next;
  }
  return parts;
}

function boundaryOf(contentType: string): string | null {
  const match = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;,"]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2] ?? '';
  return boundary === '' || boundary.length > BOUNDARY_MAX_CHARS ? null : boundary;
}

/** Some send the delimiter and forget to name it. */
function guessedBoundary(body: Buffer): string | null {
  const head = body.toString('latin1', 0, BOUNDARY_MAX_CHARS);
  return /^(?:\r?\n)*--([^\s-][^\r\n]*?)\s*\r?\n/.exec(head)?.[1] ?? null;
}

interface Found {
  readonly at: number;
  /** Where what stands in front of it ends: the line's end belongs to the delimiter. */
  readonly before: number;
}

/** The end of the line, blanks, the hyphens of the last delimiter, or the end of the body. */
const BEHIND_DELIMITER = new Set([0x0d, 0x0a, 0x20, 0x09, 0x2d, undefined]);

/** A delimiter counts only at the start of a line: a picture may hold its letters by chance. */
function nextDelimiter(body: Buffer, delimiter: Buffer, from: number): Found | null {
  for (let at = body.indexOf(delimiter, from); at !== -1; at = body.indexOf(delimiter, at + 1)) {
    if (!BEHIND_DELIMITER.has(body[at + delimiter.length])) continue;
    if (at === 0) return { at, before: 0 };
    if (body[at - 1] !== 0x0a) continue;
    return { at, before: body[at - 2] === 0x0d ? at - 2 : at - 1 };
  }
  return null;
}

/** From the end of the delimiter to the end of the content. */
function partOf(raw: Buffer): Part | null {
  const head = raw.toString('latin1', 0, PART_HEAD_MAX_BYTES);
  const end = /\r?\n\r?\n/.exec(head);
  if (end === null) return null;
  const headers = headersOf(head.slice(0, end.index));
  const bytes = raw.subarray(end.index + end[0].length);
  const disposition = headers.get('content-disposition') ?? '';
  const fileName = parameterOf(disposition, 'filename');
  const isBase64 = headers.get('content-transfer-encoding')?.trim().toLowerCase() === 'base64';
  return {
    name: parameterOf(disposition, 'name') ?? '',
    fileName,
    type: mediaTypeOf(headers.get('content-type') ?? ''),
    bytes: isBase64 ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes,
  };
}

function headersOf(head: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1));
  }
  return headers;
}

function parameterOf(header: string, name: string): string | null {
  const match = new RegExp(`(?:^|[;\\s])${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;"]+))`, 'i').exec(
    header,
  );
  return match?.[1] ?? match?.[2] ?? null;
}

/** A media type without its parameters, in lower case. */
export function mediaTypeOf(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}
