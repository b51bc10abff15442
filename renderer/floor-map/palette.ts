import type { MapPalette, MapTheme } from './types.ts';

/**
 * Every colour of the map by the role it plays. The values reach the canvas as CSS custom
 * properties (`--map-slab`, …), so that a theme around the map may change one of them.
 */
export const COLOUR_ROLES = [
  // The ground.
  'surround',
  'slab',
  'slabEdge',
  'road',
  'roadEdge',
  'roadMark',
  'ramp',
  'rampMark',
  'wall',
  'pillar',
  'green',
  'greenEdge',
  'walkway',
  'walkwayMark',
  'room',
  'roomEdge',
  'groundInk',
  'zoneA',
  'zoneB',
  'zoneC',
  'zoneD',
  // Slots.
  'bay',
  'vacant',
  'vacantFill',
  'assigned',
  'assignedFill',
  'occupied',
  'occupiedInk',
  'glass',
  'reserved',
  'blocked',
  'blockedFill',
  'unknown',
  'slotInk',
  'kindMark',
  'plateFill',
  'plateInk',
  // What needs attention.
  'amber',
  'amberInk',
  'red',
  'redInk',
  // Gates.
  'gate',
  'gateBand',
  'gateOpen',
  'loop',
  'loopOn',
  // What the user's hand is on.
  'accent',
  'accentGap',
  'hover',
  'changed',
  // Overlays.
  'panel',
  'panelInk',
  'panelQuiet',
  'panelEdge',
] as const;
export type ColourRole = (typeof COLOUR_ROLES)[number];
export type Colours = Readonly<Record<ColourRole, string>>;

const CALM_DARK: Colours = {
  surround: '#0e1216',
  slab: '#161b20',
  slabEdge: '#39434d',
  road: '#20262d',
  roadEdge: '#2c343c',
  roadMark: '#4c5864',
  ramp: '#262e36',
  rampMark: '#5a6773',
  wall: '#5b6771',
  pillar: '#4b5660',
  green: '#172420',
  greenEdge: '#22362f',
  walkway: '#1f252b',
  walkwayMark: '#343d46',
  room: '#1d242b',
  roomEdge: '#46525d',
  groundInk: '#a0acb8',
  zoneA: '#191f25',
  zoneB: '#1b2026',
  zoneC: '#18211f',
  zoneD: '#201f24',
  bay: '#4d5965',
  vacant: '#8a97a4',
  vacantFill: '#12171b',
  assigned: '#d3dde6',
  assignedFill: '#252d35',
  occupied: '#7d8b99',
  occupiedInk: '#07090b',
  glass: '#46525e',
  reserved: '#a3b0bc',
  blocked: '#98a4b0',
  blockedFill: '#20262c',
  unknown: '#8d99a5',
  slotInk: '#c3cdd6',
  kindMark: '#8f9ca9',
  plateFill: '#0f1418',
  plateInk: '#e6ecf2',
  amber: '#f5b52e',
  amberInk: '#1f1500',
  red: '#ff5f57',
  redInk: '#240302',
  gate: '#dfe6ec',
  gateBand: '#333d47',
  gateOpen: '#8a97a4',
  loop: '#5a6671',
  loopOn: '#dfe6ec',
  accent: '#58a6ff',
  accentGap: '#0b0f13',
  hover: '#e8eef4',
  changed: '#f4f7fa',
  panel: '#2a323a',
  panelInk: '#f0f4f7',
  panelQuiet: '#b4bfc9',
  panelEdge: '#4a5661',
};

const CALM_LIGHT: Colours = {
  surround: '#dde2e7',
  slab: '#f3f5f7',
  slabEdge: '#a9b4be',
  road: '#e4e8ec',
  roadEdge: '#d3d9df',
  roadMark: '#a9b4bf',
  ramp: '#d9dfe5',
  rampMark: '#8f9ca8',
  wall: '#76838f',
  pillar: '#93a0ab',
  green: '#dfeae2',
  greenEdge: '#c3d6c9',
  walkway: '#e9edf0',
  walkwayMark: '#cdd5dc',
  room: '#e5e9ed',
  roomEdge: '#9aa6b1',
  groundInk: '#51606d',
  zoneA: '#eff2f5',
  zoneB: '#f3f2f0',
  zoneC: '#edf3f0',
  zoneD: '#f1eff4',
  bay: '#b4bec8',
  vacant: '#6f7d8a',
  vacantFill: '#fbfcfd',
  assigned: '#2b3640',
  assignedFill: '#e2e7ec',
  occupied: '#64727f',
  occupiedInk: '#ffffff',
  glass: '#a8b4bf',
  reserved: '#56636f',
  blocked: '#5d6a76',
  blockedFill: '#e3e7eb',
  unknown: '#6d7a86',
  slotInk: '#3d4a56',
  kindMark: '#677582',
  plateFill: '#ffffff',
  plateInk: '#1b242c',
  amber: '#f0a400',
  amberInk: '#221600',
  red: '#d3241f',
  redInk: '#ffffff',
  gate: '#26313b',
  gateBand: '#f3f5f7',
  gateOpen: '#64727f',
  loop: '#a0acb7',
  loopOn: '#26313b',
  accent: '#0b62d0',
  accentGap: '#ffffff',
  hover: '#1b242c',
  changed: '#11181f',
  panel: '#ffffff',
  panelInk: '#1b242c',
  panelQuiet: '#52606c',
  panelEdge: '#b3bdc7',
};

const CLASSIC_DARK: Colours = {
  ...CALM_DARK,
  vacant: '#37b26a',
  vacantFill: '#10231a',
  assigned: '#8fc2ff',
  assignedFill: '#16273a',
  occupied: '#d4554f',
  occupiedInk: '#0d0202',
  glass: '#6e2421',
  reserved: '#b9a4f0',
  slotInk: '#cfe3d7',
  kindMark: '#7fbf9a',
  red: '#ff8a80',
};

const CLASSIC_LIGHT: Colours = {
  ...CALM_LIGHT,
  vacant: '#1d8748',
  vacantFill: '#eef8f1',
  assigned: '#1d5fae',
  assignedFill: '#e1ecf8',
  occupied: '#c23b36',
  glass: '#eab5b2',
  reserved: '#6a4fb5',
  slotInk: '#1f4530',
  kindMark: '#3f7f5a',
  red: '#8f0f0b',
};

/** The colours of one theme and palette, for paper and for tests. */
export function coloursOf(palette: MapPalette, theme: MapTheme): Colours {
  if (palette === 'classic') return theme === 'dark' ? CLASSIC_DARK : CLASSIC_LIGHT;
  return theme === 'dark' ? CALM_DARK : CALM_LIGHT;
}

const property = (role: ColourRole) =>
  `--map-${role.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;

/**
 * The four sets as one style sheet. `:where` keeps its weight at nothing: any rule of the console
 * wins over it.
 */
export function paletteStyleSheet(): string {
  const rule = (palette: MapPalette, theme: MapTheme) => {
    const colours = coloursOf(palette, theme);
    const lines = COLOUR_ROLES.map((role) => `${property(role)}:${colours[role]}`);
    return `:where([data-floor-map][data-palette=${palette}][data-theme=${theme}]){${lines.join(';')}}`;
  };
  return (['calm', 'classic'] as const)
    .flatMap((palette) => (['light', 'dark'] as const).map((theme) => rule(palette, theme)))
    .join('\n');
}

/** Reads what the style sheets say now; a property that is missing keeps the built-in value. */
export function readColours(element: Element, palette: MapPalette, theme: MapTheme): Colours {
  const style = getComputedStyle(element);
  const builtIn = coloursOf(palette, theme);
  const entries = COLOUR_ROLES.map((role) => [
    role,
    style.getPropertyValue(property(role)).trim() || builtIn[role],
  ]);
  return Object.fromEntries(entries) as Record<ColourRole, string>;
}
