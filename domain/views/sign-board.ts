import { ARROWS, type BoardLine, type SignDevice, type SignWord } from '../facility/device/sign.ts';
import type { Device } from '../facility/device-file.ts';
import { EVACUATION_SIGN, priceText, type SignLines } from '../lane/sign-text.ts';
import { freeSlots } from '../lot/availability.ts';
import type { LotState } from '../lot/state.ts';

/** A sign that counts, and what it is to show now. */
export interface SignBoard {
  readonly deviceId: string;
  readonly lines: SignLines;
}

/** The boards of a lot, each line counted anew: a few times a second at most. */
export function signBoards(state: LotState): readonly SignBoard[] {
  const { installed } = state;
  if (installed === null) return [];
  const signs = installed.lot.devices.filter(isSign).filter(({ shows }) => shows !== undefined);
  if (signs.length === 0) return [];
  const isFree = freeSlots(state);
  const free = installed.slots.map((_, index) => isFree(index));
  return signs.map(({ id: deviceId, shows = [] }) => ({
    deviceId,
    lines:
      state.evacuation === null
        ? shows.map((line) => boardText(state, line, free))
        : EVACUATION_SIGN,
  }));
}

export function isSign(device: Device): device is SignDevice {
  return device.driver.startsWith('sign-');
}

/** One line with its words filled in; blanks that an empty word leaves are taken out. */
function boardText(state: LotState, line: BoardLine, frees: readonly boolean[]): string {
  const { installed } = state;
  if (installed === null) return '';
  const { lot } = installed;
  const { free, total } = countOf(state, line, frees);
  const words: Readonly<Record<SignWord, string>> = {
    free: free === 0 ? line.full : String(free),
    total: String(total),
    level: lot.levels.find(({ id }) => id === line.levelId)?.label ?? '',
    zone: lot.zones.find(({ id }) => id === line.zoneId)?.label ?? '',
    lot: lot.name,
    arrow: line.arrow === undefined ? '' : ARROWS[line.arrow],
    price: state.tariffs.price === null ? '' : priceText(state.tariffs.price, lot.currency),
  };
  return line.text
    .replace(/\{(\w+)\}/g, (_, word: SignWord) => words[word])
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Slots that count as free, of those that a line is about. A silent sensor counts as the ledger says. */
function countOf(
  { installed }: LotState,
  { levelId, zoneId, kinds }: BoardLine,
  frees: readonly boolean[],
): { readonly free: number; readonly total: number } {
  let free = 0;
  let total = 0;
  installed?.slots.forEach((slot, index) => {
    if (levelId !== undefined && slot.levelId !== levelId) return;
    if (zoneId !== undefined && slot.zoneId !== zoneId) return;
    if (kinds !== undefined && !kinds.includes(slot.kind)) return;
    total += 1;
    if (frees[index]) free += 1;
  });
  return { free, total };
}
