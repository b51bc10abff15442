import type { Device } from './device-file.ts';

export interface MergedDevices {
  readonly devices: readonly Device[];
  /** Changed here and in the file, each in its way: the file's word stands. */
  readonly overruled: readonly string[];
  /** Changed here alone: that stays, whatever the file says of them. */
  readonly kept: readonly string[];
}

/**
 * Joins what a file now says of a lot's devices with what has been changed in the lot since the file was
 * taken in last. Device by device: what only one of the two has changed is as that one has it, and where both
 * have, as the file has it.
 *
 * @param before what the file said then
 * @param here the lot's devices now
 * @param file what the file says now
 */
export function mergeDevices(
  before: readonly Device[],
  here: readonly Device[],
  file: readonly Device[],
): MergedDevices {
  const [was, is, says] = [before, here, file].map(byId) as [ById, ById, ById];
  const overruled: string[] = [];
  const kept: string[] = [];
  const devices: Device[] = [];
  for (const id of new Set([...says.keys(), ...is.keys(), ...was.keys()])) {
    const [old, ours, theirs] = [was.get(id), is.get(id), says.get(id)];
    const isOurs = !same(ours, old) && !same(ours, theirs);
    const isTheirs = !same(theirs, old);
    if (isOurs) (isTheirs ? overruled : kept).push(id);
    const stands = isTheirs ? theirs : ours;
    if (stands !== undefined) devices.push(stands);
  }
  return { devices, overruled, kept };
}

type ById = ReadonlyMap<string, Device>;

function byId(devices: readonly Device[]): ById {
  return new Map(devices.map((device) => [device.id, device]));
}

function same(one: Device | undefined, other: Device | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
