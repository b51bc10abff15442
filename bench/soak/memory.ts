import type { SoakStation } from './soak-station.ts';

const MIB = 1_024 * 1_024;
const SAMPLE_EVERY_MS = 500;

/** Of one life of the station's process, mebibytes. */
export interface MemoryFigures {
  readonly samples: number;
  readonly mostResident: number;
  readonly mostHeap: number;
  /**
   * By how much the least heap of the last third is above that of the second. The least is what is left
   * after the garbage was collected; the first third is the start.
   */
  readonly heapGrowth: number;
}

interface Sample {
  readonly life: number;
  readonly resident: number;
  readonly heap: number;
}

/** Samples the station's memory until it is asked for the figures. */
export function watchMemory(station: SoakStation): { stop(): Promise<readonly MemoryFigures[]> } {
  const samples: Sample[] = [];
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const { life } = station;
      try {
        const figures = await station.metrics();
        const resident = figures.get('process_resident_memory_bytes');
        const heap = figures.get('nodejs_heap_size_used_bytes');
        if (resident !== undefined && heap !== undefined)
          samples.push({ life, resident: resident / MIB, heap: heap / MIB });
      } catch {
        // It is being killed or started: there is nothing to measure.
      }
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await watching;
      const lives = [...new Set(samples.map(({ life }) => life))];
      return lives.map((life) => figuresOf(samples.filter((one) => one.life === life)));
    },
  };
}

function figuresOf(samples: readonly Sample[]): MemoryFigures {
  const third = Math.floor(samples.length / 3);
  const least = (from: number, to: number) =>
    Math.min(...samples.slice(from, to).map(({ heap }) => heap));
  const growth = least(2 * third, samples.length) - least(third, 2 * third);
  return {
    samples: samples.length,
    mostResident: Math.max(...samples.map(({ resident }) => resident)),
    mostHeap: Math.max(...samples.map(({ heap }) => heap)),
    heapGrowth: third === 0 ? 0 : Math.max(0, growth),
  };
}
