import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file under a folder. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The files that hold one of the texts, as UTF-8 or UTF-16, in either case. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  const needles = texts.flatMap((text) =>
    [text.toUpperCase(), text.toLowerCase()].flatMap((spelt) => [
      Buffer.from(spelt, 'utf8'),
      Buffer.from(spelt, 'utf16le'),
    ]),
  );
  return filesUnder(folder).filter((file) => {
    const bytes = readFileSync(file);
    return needles.some((needle) => bytes.includes(needle));
  });
}
