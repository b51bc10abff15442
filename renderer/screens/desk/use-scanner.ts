import { useEffect, useRef } from 'react';
import { ScanBurst } from './scan-burst.ts';

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
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const code = burst.key(event.key, event.timeStamp);
      if (code === null) return;
      event.preventDefault();
      event.stopPropagation();
      takeOut(code);
      if (document.querySelector('[role="dialog"]') === null) latest.current.onScan(code);
      else latest.current.onBlocked();
    };
    // Before any field, button or other listener hears of the key.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}

/**
 * Takes a code out of the field that it was typed into. React keeps a field's value itself, so it is
 * set past React and then told like typing.
 */
function takeOut(code: string): void {
  const field = document.activeElement;
  const isInput = field instanceof HTMLInputElement;
  if (!isInput && !(field instanceof HTMLTextAreaElement)) return;
  const at = field.value.lastIndexOf(code);
  if (at < 0) return;
  const kind = isInput ? HTMLInputElement : HTMLTextAreaElement;
  const rest = field.value.slice(0, at) + field.value.slice(at + code.length);
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, rest);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
