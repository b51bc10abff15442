import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const rightsSchema = z.object({
  at: z.number(),
  out: z.array(z.string()),
  in: z.array(z.string()),
  stock: z.array(z.string()),
});

const eventSchema = z.looseObject({ number: z.number(), kind: z.string() });
export type ToldEvent = z.infer<typeof eventSchema>;

const memorySchema = z.object({
  epoch: z.string(),
  /** The last number that was given to an event. */
  number: z.number().int(),
  /** Not acknowledged yet, oldest first. */
  queue: z.array(eventSchema),
  rights: rightsSchema.nullable(),
  /** Tickets of the stock that are handed out. */
  given: z.array(z.string()),
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
    rights: null,
    given: [],
  };
  return {
    held,
    save() {
      if (path === null) return;
      writeFileSync(`${path}.new`, JSON.stringify(held), { mode: 0o600 });
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

/** Rights as the broker keeps them, or null for what are none. */
export function parseRights(payload: Buffer): ControllerMemory['rights'] {
  try {
    return rightsSchema.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    // A retained message that was taken back, or not of the station: the old rights stay.
    return null;
  }
}
