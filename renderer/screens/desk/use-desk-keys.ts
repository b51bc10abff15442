import { useEffect, useRef } from 'react';

/** What keys do, by their names, such as `F2` or `Escape`. */
export type DeskKeys = Readonly<Record<string, (() => void) | undefined>>;

/** Lets the desk's keys work wherever the cursor stands; an open dialog has them for itself. */
export function useDeskKeys(keys: DeskKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const act = latest.current[event.key];
      if (act === undefined || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
