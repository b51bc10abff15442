import { describe, expect, it } from 'vitest';
import {
  COLOUR_ROLES,
  type ColourRole,
  type Colours,
  coloursOf,
  paletteStyleSheet,
} from './palette.ts';

/** Relative luminance and contrast. Source: WCAG 2.2, definitions. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(colours: Colours, a: ColourRole, b: ColourRole): number {
  const [low, high] = [luminance(colours[a]), luminance(colours[b])].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const SETS = (['calm', 'classic'] as const).flatMap((palette) =>
  (['dark', 'light'] as const).map((theme) => [palette, theme] as const),
);

/** What must be told apart at a glance: 3 to 1. */
const SHAPES: readonly (readonly [ColourRole, ColourRole])[] = [
  ['vacant', 'vacantFill'],
  ['vacant', 'slab'],
  ['assigned', 'assignedFill'],
  ['occupied', 'vacantFill'],
  ['occupied', 'slab'],
  ['reserved', 'vacantFill'],
  ['blocked', 'blockedFill'],
  ['unknown', 'blockedFill'],
  ['kindMark', 'vacantFill'],
  ['gate', 'road'],
  ['gateOpen', 'road'],
  ['loopOn', 'road'],
  ['accent', 'accentGap'],
  ['accent', 'slab'],
  ['hover', 'slab'],
  ['changed', 'slab'],
  ['red', 'slab'],
];
/** Letters and glyphs on what lies under them: 4.5 to 1. */
const TEXTS: readonly (readonly [ColourRole, ColourRole])[] = [
  ['slotInk', 'vacantFill'],
  ['slotInk', 'assignedFill'],
  ['slotInk', 'blockedFill'],
  ['occupiedInk', 'occupied'],
  ['plateInk', 'plateFill'],
  ['groundInk', 'slab'],
  ['groundInk', 'room'],
  ['groundInk', 'ramp'],
  ['groundInk', 'road'],
  ['groundInk', 'green'],
  ['groundInk', 'surround'],
  ['amberInk', 'amber'],
  ['redInk', 'red'],
  ['panelInk', 'panel'],
  ['panelQuiet', 'panel'],
];

describe.each(SETS)('%s palette, %s theme', (palette, theme) => {
  const colours = coloursOf(palette, theme);

  it.each(SHAPES)('%s on %s is told apart', (a, b) => {
    expect(contrast(colours, a, b)).toBeGreaterThanOrEqual(3);
  });

  it.each(TEXTS)('%s on %s is readable', (a, b) => {
    expect(contrast(colours, a, b)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('palette style sheet', () => {
  it('defines every role of every set as a custom property', () => {
    const sheet = paletteStyleSheet();
    expect(sheet.match(/--map-[a-z-]+:#[0-9a-f]{6}/g)).toHaveLength(COLOUR_ROLES.length * 4);
    expect(sheet).toContain('--map-occupied-ink:');
  });

  it('keeps the calm palette without hue where nothing needs attention', () => {
    for (const theme of ['dark', 'light'] as const) {
      const colours = coloursOf('calm', theme);
      for (const role of ['vacant', 'assigned', 'occupied', 'reserved', 'blocked'] as const) {
        const channels = [1, 3, 5].map((at) =>
          Number.parseInt(colours[role].slice(at, at + 2), 16),
        );
        expect(Math.max(...channels) - Math.min(...channels)).toBeLessThan(32);
      }
    }
  });
});
