import { createRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { lotFileSchema } from '#domain/facility/lot-file.ts';
import { must } from '#domain/kernel/assert.ts';
import { FloorMap, type FloorMapHandle } from '../index.ts';
import { randomField, randomSlot } from './random-field.ts';
import { DEV_STRINGS } from './strings.ts';
import { syntheticLot } from './synthetic-lot.ts';

/**
 * The map alone, filled at random: `npx vite` in the project's folder, then /floor-map/dev/. In the
 * address: `level`, `theme`, `palette`, `slots` (a made-up lot of that size), `rate` (changes a second).
 */
const asked = new URLSearchParams(location.search);
const demoLots = import.meta.glob('../../../resources/demo-lots/riverside.json', {
  import: 'default',
});
const demo = lotFileSchema.parse(await Object.values(demoLots)[0]?.());
const count = Number(asked.get('slots') ?? 0);
const lot = count > 0 ? syntheticLot(demo, count) : demo;
const field = randomField(lot, 7, Date.now());
const handle = createRef<FloorMapHandle>();

function Page() {
  const [selected, select] = useState<string | null>(asked.get('selected'));
  return (
    <FloorMap
      lot={lot}
      levelId={asked.get('level') ?? must(lot.levels[0], 'the lot has a level').id}
      slots={field.slots}
      lanes={field.lanes}
      palette={asked.get('palette') === 'classic' ? 'classic' : 'calm'}
      theme={asked.get('theme') === 'light' ? 'light' : 'dark'}
      selectedSlotId={selected}
      onSelectSlot={select}
      onSelectLane={(id) => console.info('lane', id)}
      labels={DEV_STRINGS}
      handleRef={handle}
    />
  );
}

/** Puts some slots into another state, as live messages would. */
function change(howMany: number): void {
  const rows = Array.from({ length: howMany }, () => {
    const slot = must(lot.slots[Math.floor(field.random() * lot.slots.length)], 'a slot');
    return randomSlot(slot, field.random, Date.now());
  });
  field.slots.put(rows);
}

const rate = Number(asked.get('rate') ?? 0);
const TICK_MS = 16;
if (rate > 0) setInterval(() => change(Math.max(1, Math.round((rate * TICK_MS) / 1_000))), TICK_MS);

declare global {
  interface Window {
    /** For looking at the map from a script. */
    readonly floorMap: { readonly change: typeof change; readonly handle: typeof handle };
  }
}
Object.assign(window, { floorMap: { change, handle } });
createRoot(must(document.getElementById('map'), 'the page has a place for the map')).render(
  <Page />,
);
