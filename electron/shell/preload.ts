import { contextBridge, ipcRenderer } from 'electron';

/**
 * The whole bridge between the shell and the page: the platform's name, and the port over which
 * the page speaks the contract. A port cannot cross the context bridge, but a window message can
 * carry it; the page listens for `{ kind: 'gatehouse:console-port' }` and takes `event.ports[0]`.
 */
contextBridge.exposeInMainWorld('gatehouse', { platform: process.platform });

ipcRenderer.on('gatehouse:console-port', (event) => {
  window.postMessage({ kind: 'gatehouse:console-port' }, '*', event.ports);
});
