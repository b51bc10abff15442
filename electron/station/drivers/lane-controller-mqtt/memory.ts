import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { RIGHTS_PARTS, type RightsHead, type RightsPart } from '../lane-rights.ts';

const headSchema = z.object({
  version: z.number(),
  at: z.number(),
  untilAt: z.number(),
  period: z.number(),
  way: z.enum(['entry', 'exit']),
  alone: z.enum(['open', 'rights', 'closed']),
  parts: z.array(z.number()).length(RIGHTS_PARTS),
  stock: z.array(z.string()),
  leftOut: z.number(),
});

const partSchema = z.object({
  part: z
    .number()
    .int()
    .min(0)
    .max(RIGHTS_PARTS - 1),
  version: z.number(),
  period: z.number(),
  rights: z.array(
    z.object({
      d: z.string(),
      s: z.string(),
      n: z.number().exactOptional(),
      t: z.array(z.tuple([z.number(), z.number()])).exactOptional(),
    }),
  ),
});

const eventSchema = z.looseObject({ number: z.number(), kind: z.string(), at: z.number() });
export type ToldEvent = z.infer<typeof eventSchema>;

/** One vehicle that was let through by a subject's right, until the station has taken it into account. */
const usedSchema = z.object({
  s: z.string(),
  number: z.number(),
  /** When the station took it into its books, by its clock; null while it has not said so. */
  takenAt: z.number().nullable(),
});

const memorySchema = z.object({
  epoch: z.string(),
  /** The last number that was given to an event. */
  number: z.number().int(),
  /** Not acknowledged yet, oldest first. */
  queue: z.array(eventSchema),
  head: headSchema.nullable(),
  parts: z.array(partSchema),
  /** Tickets of the stock that are handed out. */
  given: z.array(z.string()),
  used: z.array(usedSchema),
});
export type ControllerMemory = z.infer<typeof memorySchema>;

/** What a controller remembers over a power cut; without a file it forgets it with the process. */
export function openMemory(
  path: string | null,
  epoch: string,
): {
  readonly held: ControllerMemory;
  save(): void;
} {
  const held = (path === null ? null : read(path)) ?? {
    epoch,
    number: 0,
    queue: [],
    head: null,
    parts: [],
    given: [],
    used: [],
  };
  return {
    held,
    save() {
      if (path === null) return;
      const file = openSync(`${path}.new`, 'w', 0o600);
      writeSync(file, JSON.stringify(held));
      fsyncSync(file);
      closeSync(file);
      renameSync(`${path}.new`, path);
    },
  };
}

function read(path: string): ControllerMemory | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // Its first start: there is nothing to remember.
    return null;
  }
  return memorySchema.parse(JSON.parse(text));
}

/** What the station signed, or null for what is not understood: what is held stays. */
export function parseHead(json: string): RightsHead | null {
  return headSchema.safeParse(JSON.parse(json)).data ?? null;
}

export function parsePart(json: string): RightsPart | null {
  return partSchema.safeParse(JSON.parse(json)).data ?? null;
}
