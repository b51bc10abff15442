import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Electron's program, which its npm package fetches from its own host on the first run. */
function electronProgram(): string | undefined {
  const folder = join(ROOT, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : undefined;
}

/** Why the desktop program cannot be driven here, or undefined when it can. */
function obstacle(): string | undefined {
  if (electronProgram() === undefined) return 'Electron’s runtime has not been fetched';
  const blind =
    process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  return blind ? 'there is no display' : undefined;
}

const reason = obstacle();

describe.skipIf(reason !== undefined)(
  `the desktop program${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    let app: ElectronApplication;
    let data: string;

    beforeAll(async () => {
      data = mkdtempSync(join(tmpdir(), 'gatehouse-desktop-'));
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const flags = ['--demo', '--port', '0', '--mqtt-port', '0', '--data', data];
      const executablePath = electronProgram();
      app = await _electron.launch({
        args: [...sandbox, ROOT, ...flags],
        // Its past weeks are looked at elsewhere.
        env: { ...process.env, GATEHOUSE_DEMO_WEEKS: '0' } as Record<string, string>,
        ...(executablePath === undefined ? {} : { executablePath }),
      });
    });

    afterAll(async () => {
      await app?.close();
      rmSync(data, { recursive: true, force: true });
    });

    it('shows the console from its own origin, without Node in the page', async () => {
      const page = await app.firstWindow();
      await page.waitForLoadState('load');
      expect(page.url()).toMatch(/^app:\/\/gatehouse\//);
      expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe(
        'undefined',
      );
    });

    it('reaches the station through its port: sign-in answers', async () => {
      const page = await app.firstWindow();
      await page.getByTestId('sign-in-username').fill('manager');
      await page.getByTestId('sign-in-password').fill('manager-demo');
      await page.getByTestId('sign-in-submit').click();
      await page.getByTestId('map').waitFor();
    });

    it('refuses to be led elsewhere', async () => {
      const page = await app.firstWindow();
      await page.evaluate(() => {
        window.location.href = 'https://example.com/';
      });
      await page.waitForTimeout(500);
      expect(page.url()).toMatch(/^app:\/\/gatehouse\//);
    });
  },
);
