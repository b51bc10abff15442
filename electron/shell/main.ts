import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  nativeTheme,
  shell,
  utilityProcess,
} from 'electron';
import { type CloseQuestion, guardClose, mayClose } from './close-guard.ts';
import { registerConsoleScheme, serveConsole } from './console-protocol.ts';
import { menuTemplate } from './menu.ts';
import { stationArguments } from './station-arguments.ts';
import { StationLink } from './station-link.ts';
import { openWindow } from './window.ts';

const OUT = join(import.meta.dirname, '..');

let window: BrowserWindow | undefined;
let stationUrl: string | undefined;

/** The station in a process of its own: when the window is busy, the gates are not. */
function startStation(): StationLink {
  const resources = app.isPackaged
    ? { GATEHOUSE_RESOURCES: join(process.resourcesPath, 'resources') }
    : {};
  const station = utilityProcess.fork(
    join(OUT, 'main', 'station.js'),
    stationArguments(process.argv),
    { serviceName: 'Gatehouse station', stdio: 'inherit', env: { ...process.env, ...resources } },
  );
  return new StationLink(station, {
    ready: (url) => {
      stationUrl = url;
    },
    lost: (message) => {
      dialog.showErrorBox('Gatehouse', message);
      app.exit(1);
    },
  });
}

/** Each load of the page, a reload included, gets a fresh port to the station. */
function connectConsole(opened: BrowserWindow, station: StationLink): void {
  opened.webContents.on('did-finish-load', () => {
    const { port1, port2 } = new MessageChannelMain();
    station.attachConsole(port1);
    opened.webContents.postMessage('gatehouse:console-port', null, [port2]);
  });
}

async function confirmClose(opened: BrowserWindow, question: CloseQuestion): Promise<boolean> {
  const { response } = await dialog.showMessageBox(opened, {
    type: 'warning',
    buttons: ['Cancel', 'Close anyway'],
    defaultId: 0,
    cancelId: 0,
    ...question,
  });
  return response === 1;
}

function setMenu(): void {
  const template = menuTemplate({
    isMac: process.platform === 'darwin',
    appearance: nativeTheme.themeSource,
    setAppearance: (appearance) => {
      nativeTheme.themeSource = appearance;
    },
    openInBrowser: () => {
      if (stationUrl !== undefined) void shell.openExternal(stationUrl);
    },
    showAbout: () => app.showAboutPanel(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

async function run(): Promise<void> {
  await app.whenReady();
  setMenu();
  const station = startStation();
  serveConsole(join(OUT, 'renderer'), () => stationUrl);
  const opened = openWindow(join(OUT, 'preload', 'preload.cjs'), () => stationUrl);
  window = opened;
  connectConsole(opened, station);
  guardClose(opened, () =>
    mayClose(
      () => station.askShiftOpen(),
      (question) => confirmClose(opened, question),
    ),
  );
  const finish = () => void station.stop().finally(() => app.exit(0));
  app.on('window-all-closed', finish);
  // A signal comes from a script or from the system going down: nobody is there to be asked.
  process.on('SIGINT', finish);
  process.on('SIGTERM', finish);
}

registerConsoleScheme();
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  void run();
} else {
  app.quit();
}
