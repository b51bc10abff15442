import { EventEmitter } from 'node:events';
import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  SHIFT_ANSWER_TIMEOUT_MS,
  STOP_TIMEOUT_MS,
  StationLink,
  type StationProcess,
} from './station-link.ts';

function linked() {
  const emitter = new EventEmitter();
  const process = Object.assign(emitter, { postMessage: vi.fn(), kill: vi.fn(() => true) });
  const events = { ready: vi.fn(), lost: vi.fn() };
  const link = new StationLink(process as unknown as StationProcess, events);
  return { process, events, link };
}

describe('the link to the station', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('passes the address on', () => {
    const { process, events } = linked();
    process.emit('message', { kind: 'ready', url: 'http://127.0.0.1:4700' });
    expect(events.ready).toHaveBeenCalledWith('http://127.0.0.1:4700');
  });

  it('hands over a console’s port', () => {
    const { process, link } = linked();
    const port = {} as MessagePortMain;
    link.attachConsole(port);
    expect(process.postMessage).toHaveBeenCalledWith({ kind: 'attach-console' }, [port]);
  });

  it('gives each question its own answer', async () => {
    const { process, link } = linked();
    const first = link.askShiftOpen();
    const second = link.askShiftOpen();
    process.emit('message', { kind: 'shift-open', id: 2, open: true });
    process.emit('message', { kind: 'shift-open', id: 1, open: false });
    expect(await first).toBe('closed');
    expect(await second).toBe('open');
  });

  it('does not wait for a station that hangs', async () => {
    const { link } = linked();
    const answer = link.askShiftOpen();
    await vi.advanceTimersByTimeAsync(SHIFT_ANSWER_TIMEOUT_MS);
    expect(await answer).toBe('no-answer');
  });

  it('says that the station was lost, in its own last words', () => {
    const { process, events } = linked();
    process.emit('message', { kind: 'failed', message: 'The disk is full.' });
    process.emit('exit', 1);
    expect(events.lost).toHaveBeenCalledWith('The disk is full.');
  });

  it('has nothing to guard once the station is gone', async () => {
    const { process, link } = linked();
    const asked = link.askShiftOpen();
    process.emit('exit', 1);
    expect(await asked).toBe('closed');
    expect(await link.askShiftOpen()).toBe('closed');
  });

  it('ends the station in good order', async () => {
    const { process, events, link } = linked();
    const stopped = link.stop();
    expect(process.postMessage).toHaveBeenCalledWith({ kind: 'stop' }, []);
    process.emit('exit', 0);
    await stopped;
    expect(process.kill).not.toHaveBeenCalled();
    expect(events.lost).not.toHaveBeenCalled();
  });

  it('insists when the station does not end', async () => {
    const { process, link } = linked();
    const stopped = link.stop();
    await vi.advanceTimersByTimeAsync(STOP_TIMEOUT_MS);
    expect(process.kill).toHaveBeenCalledOnce();
    process.emit('exit', 143);
    await stopped;
  });
});
