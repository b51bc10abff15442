import type { Point } from '#domain/facility/geometry.ts';
import type { Size } from './camera.ts';

/** What a tooltip says: a name and lines under it. */
export interface TooltipWords {
  readonly title: string;
  readonly lines: readonly { readonly text: string; readonly strong: boolean }[];
}

/** CSS pixels between the pointer and the tooltip. */
const OFFSET_PX = 16;
const MARGIN_PX = 6;

/** Fills and places the tooltip beside the pointer, never over the edge of the map. */
export function showTooltip(
  element: HTMLElement,
  words: TooltipWords,
  at: Point,
  size: Size,
): void {
  const title = document.createElement('strong');
  title.textContent = words.title;
  const lines = words.lines.map(({ text, strong }) => {
    const line = document.createElement('div');
    line.textContent = text;
    if (strong) line.dataset.strong = '';
    return line;
  });
  element.replaceChildren(title, ...lines);
  element.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = element;
  const right = at[0] + OFFSET_PX;
  const below = at[1] + OFFSET_PX;
  const x = right + width + MARGIN_PX > size.width ? at[0] - OFFSET_PX - width : right;
  const y = below + height + MARGIN_PX > size.height ? at[1] - OFFSET_PX - height : below;
  element.style.transform = `translate(${Math.max(MARGIN_PX, Math.round(x))}px, ${Math.max(MARGIN_PX, Math.round(y))}px)`;
}

export function hideTooltip(element: HTMLElement): void {
  element.hidden = true;
}
