import type { EventEmitter } from 'node:events';
import { beforeAll, describe, expect, it, vi } from 'vitest';

/** Electron, replaced: what main.ts does with it is written down here and nowhere shown. */
const fake = vi.hoisted(() => ({
  calls: [] as string[],
  app: undefined as unknown as EventEmitter,
  station: undefined as unknown as EventEmitter & {
    postMessage: (message: { kind: string; id?: number }, ports?: unknown[]) => void;
    kill: () => boolean;
  },
  contents: undefined as unknown as EventEmitter,
  window: undefined as unknown as EventEmitter,
  forked: [] as unknown[],
  toStation: [] as { message: { kind: string; id?: number }; ports: unknown[] }[],
  toPage: [] as { channel: string; ports: unknown[] }[],
  answer: 0,
}));

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  fake.app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    whenReady: async () => {
      fake.calls.push('ready');
    },
    requestSingleInstanceLock: () => true,
    exit: (code: number) => fake.calls.push(`exit ${code}`),
    quit: () => fake.calls.push('quit'),
    showAboutPanel: () => fake.calls.push('about'),
  });
  fake.station = Object.assign(new EventEmitter(), {
    postMessage: (message: { kind: string; id?: number }, ports: unknown[] = []) => {
      fake.toStation.push({ message, ports });
    },
    kill: () => true,
  });
  fake.contents = Object.assign(new EventEmitter(), {
    session: {
      setPermissionRequestHandler: () => {},
      setPermissionCheckHandler: () => {},
      setDevicePermissionHandler: () => {},
      webRequest: { onHeadersReceived: () => {} },
    },
    setWindowOpenHandler: () => {},
    postMessage: (channel: string, _message: unknown, ports: unknown[]) => {
      fake.toPage.push({ channel, ports });
    },
  });
  class BrowserWindow extends EventEmitter {
    webContents = fake.contents;
    constructor() {
      super();
      fake.window = this as unknown as typeof fake.window;
    }
    async loadURL(url: string) {
      fake.calls.push(`load ${url}`);
    }
    destroy() {
      fake.calls.push('destroy');
    }
    isMinimized() {
      return true;
    }
    restore() {
      fake.calls.push('restore');
    }
    focus() {
      fake.calls.push('focus');
    }
  }
  return {
    app: fake.app,
    BrowserWindow,
    dialog: {
      showMessageBox: async (_window: unknown, options: { message: string }) => {
        fake.calls.push(`asked: ${options.message}`);
        return { response: fake.answer };
      },
      showErrorBox: (_title: string, message: string) => fake.calls.push(`error: ${message}`),
    },
    Menu: { buildFromTemplate: () => ({}), setApplicationMenu: () => fake.calls.push('menu') },
    MessageChannelMain: class {
      port1 = { side: 'station' };
      port2 = { side: 'page' };
    },
    nativeTheme: { themeSource: 'system' },
    net: { fetch: async () => new Response('') },
    protocol: {
      registerSchemesAsPrivileged: () => fake.calls.push('scheme'),
      handle: (scheme: string) => fake.calls.push(`serves ${scheme}`),
    },
    shell: { openExternal: async () => {} },
    utilityProcess: {
      fork: (...args: unknown[]) => {
        fake.forked = args;
        return fake.station;
      },
    },
  };
});

describe('the desktop program', () => {
  beforeAll(async () => {
    await import('./main.ts');
    await vi.waitFor(() => expect(fake.calls).toContain('load app://gatehouse/'));
  });

  it('registers its scheme before it is ready, and serves it before it loads', () => {
    expect(fake.calls).toEqual(['scheme', 'ready', 'menu', 'serves app', 'load app://gatehouse/']);
  });

  it('forks the station that the build puts beside it', () => {
    expect(fake.forked[0]).toMatch(/[\\/]main[\\/]station\.js$/);
    expect(fake.forked[2]).toMatchObject({ serviceName: 'Gatehouse station' });
  });

  it('joins each load of the page to the station by a fresh channel', () => {
    fake.contents.emit('did-finish-load');
    fake.contents.emit('did-finish-load');
    expect(fake.toStation.map(({ message }) => message.kind)).toEqual([
      'attach-console',
      'attach-console',
    ]);
    expect(fake.toStation[0]?.ports).toEqual([{ side: 'station' }]);
    expect(fake.toPage[1]).toEqual({
      channel: 'gatehouse:console-port',
      ports: [{ side: 'page' }],
    });
    expect(fake.toStation[0]?.ports[0]).not.toBe(fake.toStation[1]?.ports[0]);
  });

  it('comes forward when it is started a second time', () => {
    fake.app.emit('second-instance');
    expect(fake.calls.slice(-2)).toEqual(['restore', 'focus']);
  });

  it('stays when a shift is open and the answer is Cancel', async () => {
    await close(true);
    await vi.waitFor(() => expect(fake.calls.at(-1)).toBe('asked: A shift is open.'));
    await new Promise(setImmediate);
    expect(fake.calls).not.toContain('destroy');
  });

  it('ends the station in good order when the window goes', async () => {
    await close(false);
    await vi.waitFor(() => expect(fake.calls).toContain('destroy'));
    fake.app.emit('window-all-closed');
    expect(fake.toStation.at(-1)?.message).toEqual({ kind: 'stop' });
    expect(fake.calls).not.toContain('exit 0');
    fake.station.emit('exit', 0);
    await vi.waitFor(() => expect(fake.calls.at(-1)).toBe('exit 0'));
  });
});

/** Presses the close button and answers for the station. */
async function close(shiftOpen: boolean): Promise<void> {
  fake.window.emit('close', { preventDefault: () => {} });
  const asked = fake.toStation.at(-1)?.message;
  expect(asked?.kind).toBe('shift-open?');
  fake.station.emit('message', { kind: 'shift-open', id: asked?.id, open: shiftOpen });
}
