import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ROLES } from '#domain/access/roles.ts';
import { isMissing, writePrivateFile } from './private-file.ts';

const userRecordSchema = z.strictObject({
  username: z.string().min(1).max(64),
  role: z.enum(ROLES),
  /** Argon2id in its own text form, with salt and settings. */
  hash: z.string().startsWith('$argon2id$'),
  /** Drawn anew whenever all tokens of the user are to end; a token of another epoch is void. */
  epoch: z.number().int().min(0),
});
export type UserRecord = z.infer<typeof userRecordSchema>;

const fileSchema = z.strictObject({
  format: z.literal('gatehouse-users'),
  version: z.literal(1),
  users: z.array(userRecordSchema),
  /** Tokens signed out before their time, kept until they would have expired anyway. */
  revoked: z.array(z.strictObject({ tokenId: z.string(), expiresAt: z.number().int() })),
});
export type UsersFile = z.infer<typeof fileSchema>;

/** The users' file is damaged. Never taken for an empty one: that would let anybody be the first admin. */
export class UsersFileDamaged extends Error {
  override readonly name = 'UsersFileDamaged';
}

/** @throws UsersFileDamaged, or what the system says of a file that cannot be read */
export async function readUsersFile(path: string): Promise<UsersFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) {
      return { format: 'gatehouse-users', version: 1, users: [], revoked: [] };
    }
    throw error;
  }
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new UsersFileDamaged(
      `${path} is damaged, so nobody can be let in. Put its newest backup in place, or remove it and make a new administrator.`,
    );
  }
  return parsed.data;
}

export function writeUsersFile(path: string, file: UsersFile): Promise<void> {
  return writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // What is no JSON fits no schema either; the caller says so with the file's name.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
