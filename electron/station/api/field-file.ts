import { createHash } from 'node:crypto';
import {
  type ConfigProblem,
  type FieldFile,
  type FieldPreview,
  fieldFileSchema,
} from '#domain/contract/device-config.ts';
import type { Device } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { ProblemList } from '#domain/facility/lot-file-problem.ts';
import { addSchemaProblems } from '#domain/facility/schema-problems.ts';
import { deviceChanges, withDevices } from '#domain/facility/with-devices.ts';

/** The lot's devices as a file. */
export function fieldFileOf({ id: lotId, devices }: LotFile): FieldFile {
  return { format: 'gatehouse-field', version: 1, lotId, devices: [...devices] };
}

/** Names a list of devices: another list has another name. */
export function basisOf(devices: readonly Device[]): string {
  return createHash('sha256').update(JSON.stringify(devices)).digest('hex').slice(0, 32);
}

/** The devices of a file, or what is wrong with its form. */
export function devicesOfFile(
  file: unknown,
):
  | { readonly ok: true; readonly devices: readonly unknown[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] } {
  const parsed = fieldFileSchema.safeParse(file);
  if (parsed.success) return { ok: true, devices: parsed.data.devices };
  const problems = new ProblemList();
  addSchemaProblems(file, parsed.error.issues, problems);
  return { ok: false, problems: problems.list() };
}

/** What a file would change of a lot. A file of another lot is taken as well: its lanes have to fit. */
export function fieldPreview(lot: LotFile, file: unknown): FieldPreview {
  const nothing = { basis: basisOf(lot.devices), added: [], changed: [], removed: [], same: 0 };
  const read = devicesOfFile(file);
  if (!read.ok) return { ...nothing, problems: [...read.problems] };
  const changed = withDevices(lot, read.devices);
  if (!changed.ok) return { ...nothing, problems: [...changed.error] };
  const changes = deviceChanges(lot.devices, changed.value.devices);
  return {
    ...nothing,
    problems: [],
    added: changes.added.map(brief),
    changed: changes.changed.map(({ before, after }) => ({
      ...brief(after),
      fields: fieldsThatDiffer(before, after),
    })),
    removed: changes.removed.map(brief),
    same: changes.same,
  };
}

function brief({ id, label, driver }: Device) {
  return { id, label, driver };
}

function fieldsThatDiffer(before: Device, after: Device): string[] {
  const was: Readonly<Record<string, unknown>> = { ...before };
  const is: Readonly<Record<string, unknown>> = { ...after };
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
}
