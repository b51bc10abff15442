import { isProcedure, traverseContractProcedures } from '@orpc/server';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { contract } from '#domain/contract/index.ts';

/** Card numbers in the shapes that ids, names, addresses and texts allow. */
const SAMPLES = [
  '4111111111111111',
  '4111-1111-1111-1111',
  'paid with 5500 0000 0000 0004',
  'a4111111111111111',
  'a4111111111111111@example.com',
];

/** What is only looked up, and kept by nobody: an unknown one is refused as unknown. */
const LOOKED_UP =
  /(^|\.)(laneId|sessionId|paymentId|reservationId|membershipId|planId|groupId|shopId|offerId|batchId|validationId|slotId|toSlotId|overrideId|alarmId|shiftId|deviceId|provider|product|savedReportId|importId|credential)$/;
/** Signing in keeps hashes alone, what is only asked leaves nothing behind, and of a file numbers stay. */
const KEPT_BY_NOBODY =
  /(^|\.)(password|token)$|^signIn\.signIn\.username$|^users\.remove\.username$|^reports\.(drill|watch|csvText)\.|^journal\.proof\.|^tariffs\.preview\.|^tariffs\.\w+\.tariff$|^(historyImports|statements)\.\w+\.(text|mapping\.\w+)$/;
/** Numbers and truth values as queries write them. */
const NO_TEXT = /\.(fromAt|toAt|wantsCharge|accessiblePermit)$/;

function* stringsOf(schema: z.core.$ZodType, path: string): Generator<[string, z.core.$ZodType]> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      yield [path, schema];
      return;
    case 'object':
      for (const [key, value] of Object.entries(def.shape))
        yield* stringsOf(value, `${path}.${key}`);
      return;
    case 'array':
      yield* stringsOf(def.element, path);
      return;
    case 'record':
      yield* stringsOf(def.keyType, path);
      yield* stringsOf(def.valueType, path);
      return;
    case 'union':
      for (const option of def.options) yield* stringsOf(option, path);
      return;
    case 'pipe':
      yield* stringsOf(def.in, path);
      return;
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      yield* stringsOf(def.innerType, path);
      return;
    default:
      return;
  }
}

it('no field of a write takes what looks like a card number', async () => {
  const taking: string[] = [];
  let looked = 0;
  const schemas: [string, z.core.$ZodType][] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    if (!isProcedure(procedure) && '~orpc' in procedure) {
      const { route, inputSchema } = procedure['~orpc'];
      if (route.method !== 'GET' && inputSchema !== undefined)
        schemas.push([path.join('.'), inputSchema as unknown as z.core.$ZodType]);
    }
  });
  for (const [name, schema] of schemas) {
    for (const [path, leaf] of stringsOf(schema, name)) {
      if ([LOOKED_UP, KEPT_BY_NOBODY, NO_TEXT].some((known) => known.test(path))) continue;
      looked += 1;
      const took = SAMPLES.find((text) => (leaf as z.ZodType).safeParse(text).success);
      // Of an id that a program makes up, only one that is nothing but such a number is refused.
      const isId = path.endsWith('.commandId') && took !== SAMPLES[0] && took !== SAMPLES[1];
      if (took !== undefined && !isId) taking.push(`${path}: ${took}`);
    }
  }
  expect(looked).toBeGreaterThan(100);
  expect(taking).toEqual([]);
});
