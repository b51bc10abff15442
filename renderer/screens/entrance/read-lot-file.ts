import { ORPCError } from '@orpc/client';
import { t } from '../../strings/index.ts';

/** The station takes no lot file beyond this. */
const FILE_MAX_MB = 60;

/** Why a file was not opened: a sentence, and where the file itself is wrong, each place. */
export interface FileProblem {
  readonly message: string;
  readonly places: readonly { readonly path: string; readonly message: string }[];
}

/** Reads a chosen file as JSON; the station judges what it says. */
export async function readLotFile(
  file: File,
): Promise<{ readonly json: unknown } | { readonly problem: FileProblem }> {
  if (file.size > FILE_MAX_MB * 1024 * 1024) {
    return problem(t.entrance.tooLarge(file.name, String(FILE_MAX_MB)));
  }
  const text = await file.text();
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    // SyntaxError: said in the person's words, with the file's name.
    return problem(t.entrance.notJson(file.name));
  }
}

function problem(message: string): { readonly problem: FileProblem } {
  return { problem: { message, places: [] } };
}

/** The places that the station found wrong, or null when the error is another one. */
export function placesOf(cause: unknown): FileProblem['places'] | null {
  if (!(cause instanceof ORPCError)) return null;
  const data: unknown = cause.data;
  if (typeof data !== 'object' || data === null || !('problems' in data)) return null;
  return Array.isArray(data.problems) ? (data.problems as FileProblem['places']) : null;
}
