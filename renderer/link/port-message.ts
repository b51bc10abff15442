/** What the desktop window's preload posts to the page; the port travels beside it. */
export interface ConsolePortMessage {
  readonly kind: 'gatehouse:console-port';
}
