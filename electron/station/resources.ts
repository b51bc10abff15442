import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds a file that ships with the program, such as `demo-lots/harbour.json`.
 *
 * The source (`electron/station/`) and the bundle (`out/main/`) both lie two folders under the
 * program's root, so one relative step serves both. An installed program keeps its resources
 * outside the archive; there the shell names the folder in `GATEHOUSE_RESOURCES`.
 *
 * @param relativePath path inside `resources/`, with forward slashes
 * @returns the absolute path; whether the file exists is for the caller to find out
 */
export function resourcePath(relativePath: string): string {
  const root =
    process.env.GATEHOUSE_RESOURCES ?? fileURLToPath(new URL('../../resources/', import.meta.url));
  return join(root, ...relativePath.split('/'));
}
