import { afterAll, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  exposeInMainWorld: vi.fn(),
  on: vi.fn<(channel: string, listener: (event: { ports: unknown[] }) => void) => void>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: electron.exposeInMainWorld },
  ipcRenderer: { on: electron.on },
}));

afterAll(() => vi.unstubAllGlobals());

it('gives the page its platform and the port, and nothing more', async () => {
  const postMessage = vi.fn();
  vi.stubGlobal('window', { postMessage });
  await import('./preload.ts');

  expect(electron.exposeInMainWorld.mock.calls).toEqual([
    ['gatehouse', { platform: process.platform }],
  ]);
  expect(electron.on).toHaveBeenCalledOnce();
  const [channel, listener] = electron.on.mock.calls[0] ?? [];
  expect(channel).toBe('gatehouse:console-port');
  const port = {};
  listener?.({ ports: [port] });
  expect(postMessage).toHaveBeenCalledWith({ kind: 'gatehouse:console-port' }, '*', [port]);
});
