import { type Ref, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { must } from '#domain/kernel/assert.ts';
import './floor-map.css';
import { MapEngine } from './map-engine.ts';
import type { MapParts } from './map-parts.ts';
import { paletteStyleSheet } from './palette.ts';
import type {
  FloorMapHandle,
  LaneSource,
  MapPalette,
  MapStrings,
  MapTheme,
  SlotSource,
} from './types.ts';

export interface FloorMapProps {
  readonly lot: LotFile;
  readonly levelId: string;
  readonly slots: SlotSource;
  readonly lanes: LaneSource;
  readonly palette: MapPalette;
  readonly theme: MapTheme;
  readonly selectedSlotId: string | null;
  readonly onSelectSlot: (id: string | null) => void;
  readonly onSelectLane?: ((id: string) => void) | undefined;
  readonly labels: MapStrings;
  readonly handleRef?: Ref<FloorMapHandle> | undefined;
}

/**
 * The floor map of one level. It fills its parent and paints itself; React renders it when a
 * property changes and never for a change of a slot.
 */
export function FloorMap(props: FloorMapProps) {
  const idPrefix = useId();
  const elements = useRef(new Map<string, HTMLElement>());
  const engine = useRef<MapEngine | null>(null);
  const { lot, levelId, palette, theme, labels } = props;
  const settings = {
    slots: props.slots,
    lanes: props.lanes,
    palette,
    theme,
    strings: labels,
    selectedSlotId: props.selectedSlotId,
    onSelectSlot: props.onSelectSlot,
    onSelectLane: props.onSelectLane,
  };
  const latest = useRef(settings);
  latest.current = settings;

  useLayoutEffect(() => {
    adoptPalette();
    const made = new MapEngine(partsOf(elements.current, idPrefix), latest.current);
    engine.current = made;
    return () => {
      engine.current = null;
      made.destroy();
    };
  }, [idPrefix]);
  useLayoutEffect(() => engine.current?.update(settings));
  useEffect(() => engine.current?.showLevel(lot, levelId), [lot, levelId]);
  useImperativeHandle(
    props.handleRef,
    () => ({
      zoomIn: () => engine.current?.zoomIn(),
      zoomOut: () => engine.current?.zoomOut(),
      fit: () => engine.current?.fit(),
      centreOn: (slotId) => engine.current?.centreOn(slotId),
    }),
    [],
  );

  const part = (name: string) => (element: HTMLElement | null) => {
    if (element !== null) elements.current.set(name, element);
  };
  return (
    <div ref={part('root')} data-floor-map="" data-palette={palette} data-theme={theme}>
      <div data-part="picture" aria-hidden="true">
        <canvas ref={part('ground')} />
        <canvas ref={part('slots')} />
        <canvas ref={part('moving')} />
      </div>
      <Corner part={part} north={labels.north} />
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot lie over a drawing. */}
      <div
        ref={part('surface')}
        data-part="surface"
        role="grid"
        tabIndex={0}
        aria-describedby={`${idPrefix}-help ${idPrefix}-summary`}
      />
      <div ref={part('tooltip')} data-part="tooltip" aria-hidden="true" hidden />
      <p id={`${idPrefix}-help`} data-part="spoken">
        {labels.keyboardHelp}
      </p>
      <p id={`${idPrefix}-summary`} ref={part('summary')} data-part="spoken" />
      <figure data-part="paper">
        <figcaption ref={part('printTitle')} />
        <canvas ref={part('print')} />
      </figure>
    </div>
  );
}

/** North and the scale: small, quiet, always there. */
function Corner(props: {
  readonly part: (name: string) => (element: HTMLElement | null) => void;
  readonly north: string;
}) {
  return (
    <div data-part="corner" aria-hidden="true">
      <svg width="22" height="34" viewBox="0 0 22 34" role="presentation">
        <path d="M11 12 16 30 11 26 6 30Z" data-part="needle" />
        <text x="11" y="9" textAnchor="middle">
          {props.north}
        </text>
      </svg>
      <div>
        <span ref={props.part('scaleText')} />
        <div ref={props.part('scaleBar')} data-part="scale" />
      </div>
    </div>
  );
}

function partsOf(elements: ReadonlyMap<string, HTMLElement>, idPrefix: string): MapParts {
  const element = (name: string) => must(elements.get(name), `the map has its ${name}`);
  const canvas = (name: string) => {
    const found = element(name);
    if (found instanceof HTMLCanvasElement) return found;
    throw new TypeError(`the map's ${name} is a canvas`);
  };
  return {
    root: element('root'),
    ground: canvas('ground'),
    slots: canvas('slots'),
    moving: canvas('moving'),
    surface: element('surface'),
    tooltip: element('tooltip'),
    summary: element('summary'),
    scaleBar: element('scaleBar'),
    scaleText: element('scaleText'),
    printTitle: element('printTitle'),
    print: canvas('print'),
    idPrefix,
  };
}

let adopted = false;

/** The colours reach the page as a constructed style sheet, which a strict policy allows. */
function adoptPalette(): void {
  if (adopted) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(paletteStyleSheet());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  adopted = true;
}
