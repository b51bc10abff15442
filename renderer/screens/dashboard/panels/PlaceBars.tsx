import type { CSSProperties } from 'react';
import classes from './place-bars.module.css';

/** A place with its bar. */
export interface PlaceBar {
  readonly id: string;
  readonly name: string;
  /** Of the longest bar, 0 to 1; more than 1 is drawn as 1. */
  readonly share: number;
  /** Where the bar usually, or elsewhere, ends; null for nowhere. */
  readonly mark: number | null;
  readonly figures: readonly string[];
  /** All of it in words. */
  readonly words: string;
  readonly onOpen: (() => void) | null;
}

/** Places one under another, each with its bar, a mark for what is usual, and its figures in clear. */
export function PlaceBars({
  title,
  places,
}: {
  readonly title: string;
  readonly places: readonly PlaceBar[];
}) {
  return (
    <div className={classes.group}>
      <h3>{title}</h3>
      <ul>
        {places.map(({ id, name, share, mark, figures, words, onOpen }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.row}
              title={words}
              aria-label={words}
              disabled={onOpen === null}
              onClick={() => onOpen?.()}
              data-testid={`place-${id}`}
            >
              <span className={classes.name}>{name}</span>
              <span className={classes.bar} aria-hidden>
                <span className={classes.taken} style={lengthOf(share)} />
                {mark !== null && <span className={classes.mark} style={lengthOf(mark)} />}
              </span>
              {figures.map((figure, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: figures stand in their columns.
                <span key={place} className={classes.number}>
                  {figure}
                </span>
              ))}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function lengthOf(share: number): CSSProperties {
  return { '--length': `${Math.min(1, Math.max(0, share)) * 100}%` } as CSSProperties;
}
