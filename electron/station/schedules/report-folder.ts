import { mkdir, open, realpath, rename } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { MailFile } from './mailer.ts';

/**
 * Writes files into a folder below `base`, each in one step: who looks sees the whole file or none. One
 * of the same name is replaced, since it tells of the same days.
 * @throws Error when the folder leads out of `base` or cannot be written
 */
export async function writeReports(
  base: string,
  folder: string,
  files: readonly MailFile[],
): Promise<void> {
  await mkdir(base, { recursive: true });
  const wanted = join(base, folder);
  await mkdir(wanted, { recursive: true });
  const [root, place] = [await realpath(base), await realpath(wanted)];
  if (place !== root && !place.startsWith(root + sep))
    throw new Error(`the folder ${folder} leads out of the folder for reports`);
  for (const { name, bytes } of files) {
    const path = join(place, name);
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }
}
