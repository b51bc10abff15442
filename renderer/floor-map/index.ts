export { FloorMap, type FloorMapProps } from './FloorMap.tsx';
export { gateSightOf } from './gate-sight.ts';
export type {
  FloorMapHandle,
  GateSight,
  LaneSource,
  LevelCounts,
  LiveSource,
  MapPalette,
  MapStrings,
  MapTheme,
  SlotSource,
  SlotWords,
} from './types.ts';
