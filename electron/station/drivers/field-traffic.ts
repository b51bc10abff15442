import type { DeviceId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { type LineMeter, type LineTap, measuringWith } from './line-tap.ts';
import type { TrafficEntry, TrafficWord } from './traffic-entry.ts';
import { type TrafficWanted, TrafficWatch } from './traffic-watch.ts';

/** Of each message so much is kept; a picture is longer, and nobody reads it here. */
export const TRAFFIC_RAW_MAX_BYTES = 4_096;
/** What a newcomer sees of each device at once. */
export const TRAFFIC_RING_ENTRIES = 100;
const RING_BYTES_MAX = 64 * 1_024;
/** So many different messages of a device are told from new ones. */
const LATELY_MAX_MESSAGES = 6;
/** A console that loads its page again finds what it had. */
const KEPT_AFTER_WATCH_MS = 60_000;

interface Ring {
  readonly entries: TrafficEntry[];
  bytes: number;
  /** The latest messages that differ. */
  readonly lately: string[];
}

/**
 * What passes between a lot and its devices, while somebody watches. Each device has a ring of its own, so
 * that one which talks without end pushes nobody else out.
 */
export class FieldTraffic {
  readonly #now: () => Instant;
  readonly #rings = new Map<DeviceId, Ring>();
  readonly #watches = new Set<TrafficWatch>();
  /** The message that is being read, by device: what is said meanwhile is what it means. */
  readonly #reading = new Map<DeviceId, TrafficWord[]>();
  #seq = 0;
  #forget: NodeJS.Timeout | undefined;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  get isWatched(): boolean {
    return this.#watches.size > 0;
  }

  /** The meter is told always: it is a few numbers. */
  tapOf(deviceId: DeviceId, meter: LineMeter): LineTap {
    return {
      heard: (place, bytes, take) => {
        if (!this.isWatched) return take();
        const entry = this.#entry(deviceId, 'in', place, Buffer.from(bytes));
        this.#reading.set(deviceId, entry.words);
        try {
          take();
        } finally {
          this.#reading.delete(deviceId);
          this.#tell(entry);
        }
      },
      sent: (place, bytes) => {
        if (this.isWatched) this.#tell(this.#entry(deviceId, 'out', place, Buffer.from(bytes)));
      },
      ...measuringWith(meter),
    };
  }

  /** What a driver said, or was told. */
  word(deviceId: DeviceId, word: TrafficWord): void {
    if (!this.isWatched) return;
    const reading = this.#reading.get(deviceId);
    if (reading !== undefined && word.kind !== 'order') {
      reading.push(word);
      return;
    }
    const entry = this.#entry(deviceId, word.kind === 'order' ? 'out' : 'in', '', null);
    entry.words.push(word);
    this.#tell(entry);
  }

  /** What the rings hold, oldest first, then what comes, until the consumer stops. */
  watch(wanted: TrafficWanted): TrafficWatch {
    clearTimeout(this.#forget);
    const { deviceIds } = wanted;
    const held = [...this.#rings]
      .filter(([deviceId]) => deviceIds === null || deviceIds.has(deviceId))
      .flatMap(([, { entries }]) => entries)
      .sort((a, b) => a.seq - b.seq);
    const watch = new TrafficWatch(wanted, held, () => {
      this.#watches.delete(watch);
      if (this.isWatched) return;
      this.#forget = setTimeout(() => this.#rings.clear(), KEPT_AFTER_WATCH_MS);
      this.#forget.unref();
    });
    this.#watches.add(watch);
    return watch;
  }

  close(): void {
    for (const watch of [...this.#watches]) watch.end();
    clearTimeout(this.#forget);
    this.#rings.clear();
  }

  #entry(
    deviceId: DeviceId,
    direction: 'in' | 'out',
    place: string,
    message: Buffer | null,
  ): NewEntry {
    this.#seq += 1;
    const raw = message === null ? null : Buffer.from(message.subarray(0, TRAFFIC_RAW_MAX_BYTES));
    const bytes = message?.length ?? 0;
    return { seq: this.#seq, at: this.#now(), deviceId, direction, place, raw, bytes, words: [] };
  }

  /** A poll and its answer come twenty times a second and say nothing new: only who asks for it sees that. */
  #tell(entry: NewEntry): void {
    const ring = this.#rings.get(entry.deviceId) ?? { entries: [], bytes: 0, lately: [] };
    this.#rings.set(entry.deviceId, ring);
    const isRepeat = isRepeated(entry, ring) && entry.words.length === 0;
    if (!isRepeat) keep(entry, ring);
    for (const watch of this.#watches) watch.take(entry, isRepeat);
  }
}

type NewEntry = TrafficEntry & { readonly words: TrafficWord[] };

/** Whether the same passed the same way a moment ago. */
function isRepeated({ direction, place, raw }: TrafficEntry, { lately }: Ring): boolean {
  if (raw === null) return false;
  const message = `${direction} ${place} ${raw.toString('latin1')}`;
  if (lately.includes(message)) return true;
  lately.push(message);
  if (lately.length > LATELY_MAX_MESSAGES) lately.shift();
  return false;
}

function keep(entry: TrafficEntry, ring: Ring): void {
  ring.entries.push(entry);
  ring.bytes += entry.raw?.length ?? 0;
  while (ring.entries.length > TRAFFIC_RING_ENTRIES || ring.bytes > RING_BYTES_MAX) {
    const gone = ring.entries.shift();
    ring.bytes -= gone?.raw?.length ?? 0;
  }
}
