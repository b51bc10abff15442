/**
 * What the shell and the station say to each other beside the consoles' own traffic.
 *
 * In the desktop app the station is a utility process: it receives `ToStation` as the `data` of
 * `message` events on `process.parentPort` and answers with `parentPort.postMessage(FromStation)`.
 * This file holds types alone, because it is the one file of the station that the shell may read.
 */

/** A console's window has opened: the one transferred port (`event.ports[0]`) speaks the contract. */
export type AttachConsole = { readonly kind: 'attach-console' };

/** May the window close? The station answers each one with `shift-open`, bearing the same `id`. */
export type AskShiftOpen = { readonly kind: 'shift-open?'; readonly id: number };

/** Finish what is being written, then exit with code 0. After a few seconds the shell ends it. */
export type StopStation = { readonly kind: 'stop' };

export type ToStation = AttachConsole | AskShiftOpen | StopStation;

/** The station serves, and at which address, such as `http://127.0.0.1:4700`. */
export type StationReady = { readonly kind: 'ready'; readonly url: string };

export type ShiftOpen = {
  readonly kind: 'shift-open';
  readonly id: number;
  readonly open: boolean;
};

/** The station cannot go on; the sentence is for the person in front of the screen. */
export type StationFailed = { readonly kind: 'failed'; readonly message: string };

export type FromStation = StationReady | ShiftOpen | StationFailed;

/** What the preload posts to the page, with the port as the event's only transferred port. */
export type ConsolePortMessage = { readonly kind: 'gatehouse:console-port' };
