import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that is easily filled. */
export interface SmallDisk {
  readonly dir: string;
  remove(): void;
}

/** Why a small disk cannot be mounted here, or null when it can. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'small disks are mounted on Linux only';
  if (process.getuid?.() !== 0) return 'mounting a small disk needs root';
  try {
    mountSmallDisk('64k').remove();
    return null;
  } catch (error) {
    return `a small disk cannot be mounted: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** @param size as tmpfs takes it, such as `2m` */
export function mountSmallDisk(size: string): SmallDisk {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir], { stdio: 'pipe' });
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  return {
    dir,
    remove: () => {
      // Lazily, so that a test that failed with a file open hides nothing but its own failure.
      execFileSync('umount', ['-l', dir], { stdio: 'pipe' });
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
