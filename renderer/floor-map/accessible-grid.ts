import { type Camera, toScreen } from './camera.ts';
import { readingRows } from './neighbour.ts';
import type { Scene } from './scene.ts';
import type { SlotShape } from './slot-shape.ts';

/** More cells than this slow a screen reader down; the summary speaks for the level then. */
export const CELLS_MAX = 400;

/** What the grid needs to know to write its cells. */
export interface CellsInput {
  readonly scene: Scene;
  readonly camera: Camera;
  /** Slots in view, any order. */
  readonly inView: readonly number[];
  readonly focused: number | undefined;
  readonly selected: number | undefined;
  readonly describe: (shape: SlotShape) => string;
}

/**
 * The slots as a grid of real elements over the canvas, in rows as the eye reads them: what screen
 * readers announce, `aria-activedescendant` points at and tests click on. Written only when the view
 * has come to rest.
 */
export class AccessibleGrid {
  private readonly element: HTMLElement;
  private readonly idPrefix: string;
  private readonly cells = new Map<number, HTMLElement>();

  constructor(element: HTMLElement, idPrefix: string) {
    this.element = element;
    this.idPrefix = idPrefix;
  }

  write(input: CellsInput): void {
    const { scene, focused } = input;
    const few = input.inView.length <= CELLS_MAX ? [...input.inView] : [];
    // The focused slot always has its cell, or there would be nothing to point at.
    if (focused !== undefined && !few.includes(focused)) few.push(focused);
    // Nor is a grid without any cell a grid.
    if (few.length === 0 && scene.shapes.length > 0) few.push(input.inView[0] ?? 0);
    this.cells.clear();
    const rows = readingRows(scene.shapes, few).map((indices) => {
      const row = document.createElement('div');
      row.setAttribute('role', 'row');
      for (const index of indices) {
        const shape = scene.shapes[index];
        if (shape !== undefined) row.append(this.cellFor(shape, input));
      }
      return row;
    });
    this.element.replaceChildren(...rows);
    this.pointAt(focused);
  }

  /** Says again what changed, for cells that exist. */
  retell(scene: Scene, indices: Iterable<number>, describe: (shape: SlotShape) => string): void {
    for (const index of indices) {
      const cell = this.cells.get(index);
      const shape = scene.shapes[index];
      if (cell === undefined || shape === undefined) continue;
      const words = describe(shape);
      if (cell.getAttribute('aria-label') !== words) cell.setAttribute('aria-label', words);
    }
  }

  has(index: number): boolean {
    return this.cells.has(index);
  }

  pointAt(focused: number | undefined): void {
    if (focused === undefined || !this.cells.has(focused)) {
      this.element.removeAttribute('aria-activedescendant');
      return;
    }
    this.element.setAttribute('aria-activedescendant', this.idOf(focused));
  }

  select(before: number | undefined, now: number | undefined): void {
    if (before !== undefined) this.cells.get(before)?.setAttribute('aria-selected', 'false');
    if (now !== undefined) this.cells.get(now)?.setAttribute('aria-selected', 'true');
  }

  private idOf(index: number): string {
    return `${this.idPrefix}-slot-${index}`;
  }

  private cellFor(shape: SlotShape, input: CellsInput): HTMLElement {
    const cell = document.createElement('div');
    cell.id = this.idOf(shape.index);
    cell.setAttribute('role', 'gridcell');
    cell.setAttribute('aria-label', input.describe(shape));
    cell.setAttribute('aria-selected', String(shape.index === input.selected));
    cell.dataset.slotId = shape.slot.id;
    const [left, top] = toScreen(input.camera, [shape.box.minX, shape.box.minY]);
    const [right, bottom] = toScreen(input.camera, [shape.box.maxX, shape.box.maxY]);
    cell.style.transform = `translate(${left}px, ${top}px)`;
    cell.style.width = `${right - left}px`;
    cell.style.height = `${bottom - top}px`;
    this.cells.set(shape.index, cell);
    return cell;
  }
}
