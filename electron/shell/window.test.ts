import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow } from './window.ts';

const electron = vi.hoisted(() => {
  const contentsListeners = new Map<string, (event: { preventDefault(): void }) => void>();
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onHeadersReceived: vi.fn() },
  };
  const webContents = {
    session,
    setWindowOpenHandler: vi.fn(),
    on: (name: string, listener: (event: { preventDefault(): void }) => void) => {
      contentsListeners.set(name, listener);
    },
  };
  const loadURL = vi.fn(async () => {});
  const BrowserWindow = vi.fn(
    class {
      webContents = webContents;
      loadURL = loadURL;
    },
  );
  return { BrowserWindow, contentsListeners, session, webContents, loadURL };
});

vi.mock('electron', () => ({ BrowserWindow: electron.BrowserWindow }));

describe('the window', () => {
  beforeEach(() => {
    openWindow('/program/preload.cjs', () => 'http://127.0.0.1:4700');
  });

  it('keeps the page apart from Node', () => {
    expect(electron.BrowserWindow).toHaveBeenCalledWith(
      expect.objectContaining({
        webPreferences: expect.objectContaining({
          preload: '/program/preload.cjs',
          contextIsolation: true,
          sandbox: true,
          nodeIntegration: false,
          webviewTag: false,
        }),
      }),
    );
  });

  it('loads the built console from its own origin', () => {
    expect(electron.loadURL).toHaveBeenCalledWith('app://gatehouse/');
  });

  it.each(['will-navigate', 'will-redirect', 'will-attach-webview'])('refuses %s', (name) => {
    const event = { preventDefault: vi.fn() };
    electron.contentsListeners.get(name)?.(event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('opens no further window', () => {
    const handler = electron.webContents.setWindowOpenHandler.mock.calls[0]?.[0];
    expect(handler()).toEqual({ action: 'deny' });
  });

  it('grants no permission', () => {
    const answer = vi.fn();
    electron.session.setPermissionRequestHandler.mock.calls[0]?.[0](null, 'media', answer);
    expect(answer).toHaveBeenCalledWith(false);
    expect(electron.session.setPermissionCheckHandler.mock.calls[0]?.[0]()).toBe(false);
    expect(electron.session.setDevicePermissionHandler.mock.calls[0]?.[0]()).toBe(false);
  });

  it('puts the policy on every answer', () => {
    const answer = vi.fn();
    const listener = electron.session.webRequest.onHeadersReceived.mock.calls[0]?.[0];
    listener({ responseHeaders: { 'X-Other': ['kept'] } }, answer);
    const headers = answer.mock.calls[0]?.[0].responseHeaders;
    expect(headers['X-Other']).toEqual(['kept']);
    expect(headers['Content-Security-Policy'][0]).toContain("script-src 'self'");
  });
});
