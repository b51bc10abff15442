import { useEffect, useRef } from 'react';

/** What keys do, by their names, such as `F2` or `Escape`. */
export type DeskKeys = Readonly<Record<string, (() => void) | undefined>>;

/** What has the keyboard for itself while it is open. */
const IN_FRONT = '[role="dialog"], [aria-expanded="true"]';

/** Lets the desk's keys work wherever the cursor stands; an open dialog or list has them for itself. */
export function useDeskKeys(keys: DeskKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let inFront = false;
    // Looked at before anybody acts: a dialog that this very key closes is gone by the time of `press`.
    const look = () => {
      inFront = document.querySelector(IN_FRONT) !== null;
    };
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const act = latest.current[event.key];
      if (act === undefined || inFront) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', press);
    };
  }, []);
}
