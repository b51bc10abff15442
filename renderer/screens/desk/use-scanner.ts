import { useEffect, useRef } from 'react';
import { ScanBurst } from './scan-burst.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A field as it was before the scanner typed into it. */
interface Before {
  readonly field: Field;
  readonly value: string;
}

/**
 * Hears a hardware scanner whatever has the focus. What it typed into a field is taken out again, and
 * its Enter presses nothing. `onBlocked` is told of a scan while a dialog is open, which must be
 * answered first.
 */
export function useScanner(onScan: (text: string) => void, onBlocked: () => void): void {
  const latest = useRef({ onScan, onBlocked });
  latest.current = { onScan, onBlocked };
  useEffect(() => {
    const burst = new ScanBurst();
    let before: Before | null = null;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (burst.startsAt(event.timeStamp)) before = fieldOf(event.target);
      const code = burst.key(event.key, event.timeStamp);
      if (code === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (before !== null) putBack(before);
      if (document.querySelector('[role="dialog"]') === null) latest.current.onScan(code);
      else latest.current.onBlocked();
    };
    // Before any field, button or other listener hears of the key.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}

function fieldOf(target: EventTarget | null): Before | null {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
    return { field: target, value: target.value };
  return null;
}

/** React keeps a field's value itself, so it is set past React and then told like typing. */
function putBack({ field, value }: Before): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
