import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { CONTRACT_VERSION } from '#domain/contract/version.ts';
import { lotFileSchema } from '#domain/facility/lot-file.ts';
import { openApiDocument } from './transports/open-api-document.ts';

const hashOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/**
 * Others build on these shapes. A changed hash is a changed wire: raise CONTRACT_VERSION (or the lot
 * file's `version`), say in the commit what changed for callers, and pin the new hash here.
 */
const PINNED = {
  contract: ['1.38.0', 'a891335579aa53c2'],
  lotFile: [1, '000984eb762ffdc8'],
} as const;

test('the REST API is the one that this version promises', async () => {
  const document = await openApiDocument();
  expect([CONTRACT_VERSION, hashOf(document.paths)]).toEqual(PINNED.contract);
});

test('the lot file is the one that its version promises', () => {
  const schema = z.toJSONSchema(lotFileSchema, { io: 'input' });
  expect([lotFileSchema.shape.version.value, hashOf(schema)]).toEqual(PINNED.lotFile);
});
