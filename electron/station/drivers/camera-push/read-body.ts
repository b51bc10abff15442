import { type Delivery, PARTS_MAX, type Part } from './delivery.ts';
import { mediaTypeOf, readMultipart } from './multipart.ts';

/** What was posted, as parts; null for a multipart body without a delimiter. Never throws. */
export function readBody(body: Buffer, contentType: string): Delivery | null {
  const type = mediaTypeOf(contentType);
  if (type === 'application/x-www-form-urlencoded') return { parts: formParts(body) };
  const isUnnamedMultipart = !type.startsWith('multipart/') && startsWithDelimiter(body);
  if (!type.startsWith('multipart/') && !isUnnamedMultipart)
    return { parts: [{ name: '', fileName: null, type, bytes: body }] };
  const parts = readMultipart(body, contentType);
  return parts === null ? null : { parts };
}

function startsWithDelimiter(body: Buffer): boolean {
  return /^\s*--[^\s-]/.test(body.toString('latin1', 0, 64));
}

/** Fields of a form; or a document that is sent with the media type of a form, as some servers do. */
function formParts(body: Buffer): readonly Part[] {
  const text = body.toString('utf8');
  if (/^\s*[[{<]/.test(text)) return [{ name: '', fileName: null, type: '', bytes: body }];
  return [...new URLSearchParams(text)]
    .slice(0, PARTS_MAX)
    .map(([name, value]) => ({ name, fileName: null, type: '', bytes: Buffer.from(value) }));
}
