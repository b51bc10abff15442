import type { Colours } from './palette.ts';
import type { View } from './view.ts';

/** What the ground and the gates are painted with. */
export interface Brush {
  readonly ctx: CanvasRenderingContext2D;
  readonly view: View;
  readonly colours: Colours;
  readonly fontFamily: string;
}
