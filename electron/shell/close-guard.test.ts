import { describe, expect, it, vi } from 'vitest';
import { guardClose, mayClose } from './close-guard.ts';

describe('may the window close', () => {
  it('closes at once when no shift is open', async () => {
    const confirm = vi.fn();
    expect(await mayClose(async () => 'closed', confirm)).toBe(true);
    expect(confirm).not.toHaveBeenCalled();
  });

  it.each([true, false])('asks when a shift is open, and does as told: %s', async (anyway) => {
    const confirm = vi.fn(async () => anyway);
    expect(await mayClose(async () => 'open', confirm)).toBe(anyway);
    expect(confirm).toHaveBeenCalledWith(expect.objectContaining({ message: 'A shift is open.' }));
  });

  it('asks when the station does not answer', async () => {
    const confirm = vi.fn(async () => false);
    expect(await mayClose(async () => 'no-answer', confirm)).toBe(false);
    expect(confirm).toHaveBeenCalledWith(
      expect.objectContaining({ message: 'The station does not answer.' }),
    );
  });
});

describe('the guard on a window', () => {
  function guarded(ask: () => Promise<boolean>) {
    let close: ((event: { preventDefault(): void }) => void) | undefined;
    const window = {
      on: (_name: 'close', listener: typeof close) => {
        close = listener;
      },
      destroy: vi.fn(),
    };
    guardClose(window, ask);
    const event = { preventDefault: vi.fn() };
    return { window, event, close: () => close?.(event) };
  }

  it('holds the window until the answer, then lets it go', async () => {
    const { window, event, close } = guarded(async () => true);
    close();
    expect(event.preventDefault).toHaveBeenCalled();
    expect(window.destroy).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(window.destroy).toHaveBeenCalledOnce());
  });

  it('keeps the window after Cancel, and asks again the next time', async () => {
    const ask = vi.fn(async () => false);
    const { window, close } = guarded(ask);
    close();
    await new Promise(setImmediate);
    close();
    expect(ask).toHaveBeenCalledTimes(2);
    expect(window.destroy).not.toHaveBeenCalled();
  });

  it('asks once, however often the close button is pressed', () => {
    const ask = vi.fn(() => new Promise<boolean>(() => {}));
    const { close } = guarded(ask);
    close();
    close();
    expect(ask).toHaveBeenCalledOnce();
  });
});
