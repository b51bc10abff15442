import { isMainThread } from 'node:worker_threads';

/*
 * Loaded into a station's process before anything else (`node --import`): its machine's clock can be put
 * forward while it runs, so that a flow of hours is told in seconds. The station itself knows nothing of
 * it: it reads `Date.now` through its clock port and nowhere else.
 */

/** How far ahead the clock stands, in milliseconds. A restarted station starts where the last one stood. */
let aheadMs = Number(process.env.GATEHOUSE_CLOCK_AHEAD_MS ?? '0');
const realNow = Date.now.bind(Date);
Date.now = () => realNow() + aheadMs;

if (isMainThread && process.send !== undefined) {
  process.on('message', (message) => {
    const { clockAheadMs } = message as { readonly clockAheadMs?: number };
    if (clockAheadMs === undefined) return;
    aheadMs = clockAheadMs;
    process.send?.({ clockAheadMs });
  });
  // Listening for it must not keep a station alive that wants to end.
  process.channel?.unref();
}
