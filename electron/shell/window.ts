import { BrowserWindow, type Session } from 'electron';
import { CONSOLE_URL, contentSecurityPolicy } from './console-origin.ts';

/** Opens the one window, locked down before it loads anything. */
export function openWindow(preload: string, stationUrl: () => string | undefined): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Gatehouse',
    width: 1920,
    height: 1080,
    minWidth: 800,
    minHeight: 600,
    // The colour behind the first paint: a dark room is not lit up by a white flash.
    backgroundColor: '#16191d',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  lockSession(window.webContents.session, stationUrl);
  lockNavigation(window);
  void window.loadURL(CONSOLE_URL);
  return window;
}

/** Grants no permission, and puts the policy on every answer that the window receives. */
function lockSession(session: Session, stationUrl: () => string | undefined): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onHeadersReceived((details, callback) => {
    callback({
      responseHeaders: {
        ...details.responseHeaders,
        'Content-Security-Policy': [contentSecurityPolicy(stationUrl())],
      },
    });
  });
}

/** The console changes screens without navigating; anything else that tries to is refused. */
function lockNavigation(window: BrowserWindow): void {
  const contents = window.webContents;
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
