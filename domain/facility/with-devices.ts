import { err, ok, type Result } from '../kernel/result.ts';
import { checkReferences } from './check-references.ts';
import { type Device, deviceSchema } from './device-file.ts';
import type { LotFile } from './lot-file.ts';
import { type LotFileProblem, ProblemList } from './lot-file-problem.ts';
import { addSchemaProblems } from './schema-problems.ts';

/** As many as a lot file may have. */
export const DEVICES_MAX = 10_000;

/**
 * A lot with other devices in place of its own. Problems name their place below `devices`, such as
 * `devices[3].serial.path`. Nothing else of the lot is looked at: it was sound before.
 */
export function withDevices(
  lot: LotFile,
  devices: readonly unknown[],
): Result<LotFile, LotFileProblem[]> {
  const problems = new ProblemList();
  if (devices.length > DEVICES_MAX)
    problems.add('devices', `a list of at most ${DEVICES_MAX} items`, `${devices.length} items`);
  const read: Device[] = [];
  devices.slice(0, DEVICES_MAX).forEach((json, index) => {
    const parsed = deviceSchema.safeParse(json);
    if (parsed.success) {
      read.push(parsed.data);
      return;
    }
    const issues = parsed.error.issues.map((issue) => ({
      ...issue,
      path: ['devices', index, ...issue.path],
    }));
    addSchemaProblems({ devices }, issues, problems);
  });
  if (!problems.isEmpty) return err(problems.list());
  const changed = { ...lot, devices: read };
  checkReferences(changed, problems);
  return problems.isEmpty ? ok(changed) : err(problems.list());
}

/** How one list of devices differs from another, by their ids. */
export interface DeviceChanges {
  readonly added: readonly Device[];
  readonly changed: readonly { readonly before: Device; readonly after: Device }[];
  readonly removed: readonly Device[];
  /** Those that stay as they are. */
  readonly same: number;
}

export function deviceChanges(before: readonly Device[], after: readonly Device[]): DeviceChanges {
  const was = new Map(before.map((device) => [device.id, device]));
  const is = new Set(after.map(({ id }) => id));
  const added = after.filter(({ id }) => !was.has(id));
  const changed = after.flatMap((device) => {
    const old = was.get(device.id);
    if (old === undefined || JSON.stringify(old) === JSON.stringify(device)) return [];
    return [{ before: old, after: device }];
  });
  const removed = before.filter(({ id }) => !is.has(id));
  return { added, changed, removed, same: after.length - added.length - changed.length };
}
