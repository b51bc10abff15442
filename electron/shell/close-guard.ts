/** What the station says when it is asked whether the window may close. */
export type ShiftAnswer = 'open' | 'closed' | 'no-answer';

export type CloseQuestion = { readonly message: string; readonly detail: string };

const SHIFT_IS_OPEN: CloseQuestion = {
  message: 'A shift is open.',
  detail:
    'Closing the control room stops the station: gates answer no more, and the shift stays open until it is cashed up.',
};

const NO_ANSWER: CloseQuestion = {
  message: 'The station does not answer.',
  detail: 'It is not known whether a shift is open. Closing ends the station.',
};

/**
 * Decides whether the window may close: at once when no shift is open, else when the person in
 * front of it says so.
 *
 * @param askStation resolves within a bounded time
 * @param confirm shows the question; true means close anyway
 */
export async function mayClose(
  askStation: () => Promise<ShiftAnswer>,
  confirm: (question: CloseQuestion) => Promise<boolean>,
): Promise<boolean> {
  const answer = await askStation();
  if (answer === 'closed') return true;
  return confirm(answer === 'open' ? SHIFT_IS_OPEN : NO_ANSWER);
}

/** The part of a window that closing needs. */
export type ClosableWindow = {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  destroy(): void;
};

/**
 * Puts the question before every close of the window, once at a time: a second click on the
 * close button while the question is on the screen changes nothing.
 *
 * @param ask resolves to true when the window may go
 */
export function guardClose(window: ClosableWindow, ask: () => Promise<boolean>): void {
  let asking = false;
  window.on('close', (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    ask()
      .then((mayGo) => {
        if (mayGo) window.destroy();
      })
      .finally(() => {
        asking = false;
      });
  });
}
