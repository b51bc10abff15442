import type { Page } from 'playwright';

/** Between two keys of a scanner. */
const KEY_MS = 4;

/**
 * Types as a handheld scanner does: a whole code without a pause, then Enter. The keys carry the time at
 * which the device sent them, so that a busy machine does not turn a scan into slow typing.
 */
export async function typeAsScanner(page: Page, code: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const startSeconds = Date.now() / 1_000;
  const press = async (key: string, text: string, index: number) => {
    const timestamp = startSeconds + (index * KEY_MS) / 1_000;
    await client.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp });
    await client.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp });
  };
  for (const [index, key] of [...code].entries()) await press(key, key, index);
  await press('Enter', '\r', code.length);
  await client.detach();
}
