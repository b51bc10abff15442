import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { idSchema } from '#domain/facility/lot-file.ts';
import { isMissing, writePrivateFile } from './private-file.ts';

const recordSchema = z.strictObject({
  lotId: idSchema,
  deviceId: idSchema,
  /** SHA-256 of the token, which is random enough to need no slow hash. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  issuedAt: z.number().int(),
});
export type DeviceTokenRecord = z.infer<typeof recordSchema>;

const fileSchema = z.strictObject({
  format: z.literal('gatehouse-device-tokens'),
  version: z.literal(1),
  tokens: z.array(recordSchema),
});

/** The file of device tokens is damaged; the message says what to do. */
export class DeviceTokensDamaged extends Error {
  override readonly name = 'DeviceTokensDamaged';
}

/** @throws DeviceTokensDamaged, or what the system says of a file that cannot be read */
export async function readDeviceTokens(path: string): Promise<readonly DeviceTokenRecord[]> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return [];
    if (!(error instanceof SyntaxError)) throw error;
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data.tokens;
  throw new DeviceTokensDamaged(
    `${path} is damaged, so no device that posts can be let in. Put its newest backup in place, or remove it and give the devices new tokens.`,
  );
}

export function writeDeviceTokens(
  path: string,
  tokens: readonly DeviceTokenRecord[],
): Promise<void> {
  const file = { format: 'gatehouse-device-tokens', version: 1, tokens };
  return writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`);
}
