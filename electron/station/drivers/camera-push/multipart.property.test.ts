import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import fc from 'fast-check';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMultipart } from './multipart.ts';

/** A part as both readers tell of it. */
interface Told {
  readonly name: string;
  readonly fileName: string | null;
  readonly bytes: string;
}

/** The independent reader, on a server of its own: it takes what keeps to RFC 7578, and no more. */
const app = fastify();
let url = '';

beforeAll(async () => {
  await app.register(multipart);
  app.post('/', async (request) => {
    const told: Told[] = [];
    for await (const part of request.parts()) {
      const bytes = part.type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value));
      const fileName = part.type === 'file' ? part.filename : null;
      told.push({ name: part.fieldname, fileName, bytes: bytes.toString('latin1') });
    }
    return told;
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`;
});
afterAll(() => app.close());

const word = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/);
/** Pictures hold anything, line ends and hyphens above all. */
const bytes = fc
  .array(fc.oneof(fc.nat(255), fc.constantFrom(0x0d, 0x0a, 0x2d)), { maxLength: 400 })
  .map((list) => Uint8Array.from(list));
const part = fc.oneof(
  fc.record({ name: word, text: fc.string({ maxLength: 200 }).map((text) => text.toWellFormed()) }),
  fc.record({ name: word, fileName: word, bytes }),
);

it('reads of every form that keeps to the standard what an independent reader does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
      const form = new FormData();
      for (const one of parts) {
        if ('text' in one) form.append(one.name, one.text);
        else form.append(one.name, new Blob([one.bytes], { type: 'image/jpeg' }), one.fileName);
      }
      // Node's own writer makes the body, so that all three have never seen each other.
      const request = new Request(url, { method: 'POST', body: form });
      const contentType = request.headers.get('content-type') ?? '';
      const body = Buffer.from(await request.arrayBuffer());
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
      });
      const ours = readMultipart(body, contentType)?.map(
        ({ name, fileName, bytes: read }): Told => ({
          name,
          fileName,
          bytes: read.toString('latin1'),
        }),
      );
      expect(ours).toEqual(await answer.json());
    }),
    { numRuns: 150 },
  );
});
