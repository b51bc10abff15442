import type { Direction } from './neighbour.ts';

/** What a key asks of the map. */
export type KeyAction =
  | { readonly do: 'step'; readonly direction: Direction }
  | { readonly do: 'edge'; readonly edge: 'first' | 'last'; readonly whole: boolean }
  | { readonly do: 'select' | 'clear' | 'zoom-in' | 'zoom-out' | 'fit' };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const PLAIN: Readonly<Record<string, KeyAction>> = {
  ArrowLeft: { do: 'step', direction: 'left' },
  ArrowRight: { do: 'step', direction: 'right' },
  ArrowUp: { do: 'step', direction: 'up' },
  ArrowDown: { do: 'step', direction: 'down' },
  Home: { do: 'edge', edge: 'first', whole: false },
  End: { do: 'edge', edge: 'last', whole: false },
  Enter: { do: 'select' },
  ' ': { do: 'select' },
  Escape: { do: 'clear' },
  '+': { do: 'zoom-in' },
  '=': { do: 'zoom-in' },
  '-': { do: 'zoom-out' },
  '0': { do: 'fit' },
};

/** The action of a key press, or undefined: then it belongs to the browser or the screen around. */
export function actionFor(press: KeyPress): KeyAction | undefined {
  if (press.altKey || press.metaKey) return undefined;
  if (!press.ctrlKey) return PLAIN[press.key];
  if (press.key === 'Home') return { do: 'edge', edge: 'first', whole: true };
  if (press.key === 'End') return { do: 'edge', edge: 'last', whole: true };
  return undefined;
}
