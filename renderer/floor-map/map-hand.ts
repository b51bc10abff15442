import type { Point } from '#domain/facility/geometry.ts';
import { toWorld } from './camera.ts';
import type { CameraControl } from './camera-control.ts';
import { actionFor, type KeyAction } from './key-actions.ts';
import type { MapSettings } from './map-parts.ts';
import type { Hovered, MapSpeech } from './map-speech.ts';
import { edgeOf, neighbourOf } from './neighbour.ts';
import { laneAt, type Scene, slotAt } from './scene.ts';

const ZOOM_STEP = 1.5;
const DOUBLE_CLICK_STEP = 2;
const REVEAL_MARGIN_PX = 48;
/** How near to a gate a click means the gate. */
const LANE_REACH_METRES = 2.6;
const LANE_REACH_PX = 14;
const NOTHING: Hovered = { slot: undefined, lane: undefined };

/** What the hand works on. */
export interface HandHost {
  readonly surface: HTMLElement;
  readonly camera: CameraControl;
  readonly speech: MapSpeech;
  readonly scene: () => Scene | undefined;
  readonly settings: () => MapSettings;
  /** Selection, focus or hover look different now. */
  readonly touch: () => void;
}

/** Where the user's attention is: the selected, the focused and the hovered slot, by index. */
export class MapHand {
  selected: number | undefined;
  focused: number | undefined;
  /** The focus ring is drawn for the keyboard only. */
  focusShown = false;
  private under: Hovered = NOTHING;
  private readonly host: HandHost;

  constructor(host: HandHost) {
    this.host = host;
  }

  get hovered(): number | undefined {
    return this.under.slot?.index;
  }

  /** Another level: nothing that was pointed at is there any more. */
  reset(): void {
    this.under = NOTHING;
    this.selected = undefined;
    this.focused = undefined;
    this.focusShown = false;
  }

  /** The screen around the map decides what is selected. */
  select(id: string | null): void {
    const before = this.selected;
    this.selected = id === null ? undefined : this.host.scene()?.indexById.get(id);
    if (this.selected !== undefined) this.focused = this.selected;
    this.host.speech.selected(before, this.selected);
    this.host.speech.focusMoved(this.focused);
    this.host.touch();
  }

  click(at: Point): void {
    const { slot, lane } = this.find(at);
    const { onSelectLane, onSelectSlot } = this.host.settings();
    if (lane !== undefined && onSelectLane !== undefined) {
      onSelectLane(lane.id);
      return;
    }
    if (slot !== undefined) this.focused = slot.index;
    onSelectSlot(slot?.slot.id ?? null);
  }

  doubleClick(at: Point, out: boolean): void {
    this.host.camera.zoomStep(out ? 1 / DOUBLE_CLICK_STEP : DOUBLE_CLICK_STEP, at);
  }

  /** `at` is null when the pointer left or drags. */
  hover(at: Point | null): void {
    const found = at === null ? NOTHING : this.find(at);
    const { speech } = this.host;
    const same = found.slot === this.under.slot && found.lane === this.under.lane;
    if (at === null) speech.silence();
    else {
      this.cursor(found.slot === undefined && found.lane === undefined ? '' : 'pointer');
      if (!same) {
        speech.silence();
        speech.hover(found, at);
      }
    }
    if (found.slot !== this.under.slot) this.host.touch();
    this.under = found;
  }

  cursor(name: string): void {
    const { style } = this.host.surface;
    if (style.cursor !== name) style.cursor = name;
  }

  key(event: KeyboardEvent): void {
    const action = actionFor(event);
    if (action === undefined) return;
    event.preventDefault();
    this.act(action);
  }

  focusArrived(): void {
    const scene = this.host.scene();
    if (scene === undefined || !this.host.surface.matches(':focus-visible')) return;
    this.focused ??= this.nearestToMiddle(scene);
    this.host.speech.focusMoved(this.focused);
    this.showFocus(true);
  }

  showFocus(on: boolean): void {
    if (this.focusShown === on) return;
    this.focusShown = on;
    this.host.touch();
  }

  private act(action: KeyAction): void {
    const { camera } = this.host;
    if (action.do === 'zoom-in') camera.zoomStep(ZOOM_STEP);
    else if (action.do === 'zoom-out') camera.zoomStep(1 / ZOOM_STEP);
    else if (action.do === 'fit') camera.fit();
    else if (action.do === 'clear') this.host.settings().onSelectSlot(null);
    else {
      const scene = this.host.scene();
      const from = scene === undefined ? undefined : this.origin(scene);
      if (scene !== undefined && from !== undefined) this.actOn(scene, from, action);
    }
  }

  private actOn(scene: Scene, from: number, action: KeyAction): void {
    if (action.do === 'step') {
      this.focusOn(scene, neighbourOf(scene.shapes, from, action.direction) ?? from);
    } else if (action.do === 'edge') {
      this.focusOn(scene, edgeOf(scene.shapes, from, action.edge, action.whole) ?? from);
    } else {
      const id = scene.shapes[from]?.slot.id;
      if (id !== undefined) this.host.settings().onSelectSlot(id);
    }
  }

  private focusOn(scene: Scene, index: number): void {
    this.focused = index;
    this.focusShown = true;
    const shape = scene.shapes[index];
    if (shape !== undefined) this.host.camera.reveal(shape.box, REVEAL_MARGIN_PX);
    this.host.speech.focusMoved(index);
    this.host.touch();
  }

  private origin(scene: Scene): number | undefined {
    return this.focused ?? this.nearestToMiddle(scene);
  }

  private find(at: Point): Hovered {
    const scene = this.host.scene();
    if (scene === undefined) return NOTHING;
    const camera = this.host.camera.current;
    const place = toWorld(camera, at);
    const slot = slotAt(scene, place);
    if (slot !== undefined) return { slot, lane: undefined };
    const reach = Math.max(LANE_REACH_METRES, LANE_REACH_PX / camera.scale);
    return { slot, lane: laneAt(scene, place, reach) };
  }

  private nearestToMiddle(scene: Scene): number | undefined {
    const { width, height } = this.host.camera.viewSize;
    const [x, y] = toWorld(this.host.camera.current, [width / 2, height / 2]);
    let best = Number.POSITIVE_INFINITY;
    let nearest: number | undefined;
    for (const { slot, index } of scene.shapes) {
      const distance = Math.hypot(slot.at[0] - x, slot.at[1] - y);
      if (distance < best) {
        best = distance;
        nearest = index;
      }
    }
    return nearest;
  }
}
