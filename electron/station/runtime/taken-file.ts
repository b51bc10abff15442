import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { type MergedDevices, mergeDevices } from '#domain/facility/merge-devices.ts';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import { deviceChanges, withDevices } from '#domain/facility/with-devices.ts';
import { writePrivateFile } from '../api/sign-in/private-file.ts';

const NAME = 'taken-file.json';
const BEFORE = 'field-before-file.json';

const recordSchema = z.strictObject({
  format: z.literal('gatehouse-taken-file'),
  version: z.literal(1),
  sha256: z.string(),
  /** As it was written: read anew by today's rules. */
  file: z.unknown(),
});

/** What a file that is given at every start would make of a lot that is there already. */
export type Intake =
  /** It says what it said when it was taken in last. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'changed';
      readonly lot: LotFile;
      readonly devices: Pick<MergedDevices, 'overruled' | 'kept'>;
    }
  /** What has been changed here does not fit what the file says now. */
  | { readonly kind: 'unfit'; readonly problem: string };

/**
 * Weighs a lot file against the lot and against what the file said when it was taken in last, which stands in
 * the lot's folder. Devices are joined one by one; all else of the lot is as the file has it.
 */
export function weighFile(folder: string, json: unknown, file: LotFile, lot: LotFile): Intake {
  const taken = readTaken(folder);
  if (taken?.sha256 === hashOf(json)) return { kind: 'unchanged' };
  const before = taken === null ? null : parseLotFile(taken.file);
  // Of a lot that no file was taken in of nothing is known to be changed by hand: the file stands.
  if (before?.ok !== true) {
    const { changed, removed } = deviceChanges(lot.devices, file.devices);
    const overruled = [...changed.map(({ after }) => after.id), ...removed.map(({ id }) => id)];
    return { kind: 'changed', lot: file, devices: { overruled, kept: [] } };
  }
  const { devices, ...rest } = mergeDevices(before.value.devices, lot.devices, file.devices);
  const joined = withDevices(file, devices);
  if (joined.ok) return { kind: 'changed', lot: joined.value, devices: rest };
  const [first] = joined.error;
  return { kind: 'unfit', problem: `${first?.path}: ${first?.message}` };
}

/** Notes what was taken in, once it holds. */
export async function noteTaken(folder: string, json: unknown): Promise<void> {
  const record = { format: 'gatehouse-taken-file', version: 1, sha256: hashOf(json), file: json };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await writePrivateFile(join(folder, NAME), `${JSON.stringify(record)}\n`);
}

/** Keeps the devices as they are, as a file that the device centre imports. Returns where it lies. */
export async function keepField(folder: string, { id: lotId, devices }: LotFile): Promise<string> {
  const path = join(folder, BEFORE);
  const file = { format: 'gatehouse-field', version: 1, lotId, devices };
  await writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`);
  return path;
}

function readTaken(folder: string): z.infer<typeof recordSchema> | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(join(folder, NAME), 'utf8')));
  } catch {
    // Not there, or damaged: then the file counts as never taken in.
    return null;
  }
}

function hashOf(json: unknown): string {
  return createHash('sha256').update(JSON.stringify(json)).digest('hex');
}
