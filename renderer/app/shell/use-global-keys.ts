import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { mayDo } from '#domain/access/roles.ts';
import { useUser } from '../../link/hooks.ts';
import { SCREENS } from '../screens.ts';
import { useViewState } from '../view-state.ts';

/** Asks whichever screen is shown to act; a screen that has nothing of the kind ignores it. */
export type ScreenKey = 'alarms' | 'map' | 'search' | 'level-up' | 'level-down' | `lane-${number}`;

const listeners = new Set<(key: ScreenKey) => boolean>();

/** Passes a key to whichever screen is shown; false when none took it. */
export function sendScreenKey(key: ScreenKey): boolean {
  let taken = false;
  for (const listener of listeners) taken = listener(key) || taken;
  return taken;
}

/** Lets a screen answer the keys that belong to it; true means the key was taken. */
export function useScreenKeys(listener: (key: ScreenKey) => boolean): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** The key that a keystroke means beside the screens' own Alt+digit, or null. */
export function screenKeyOf(event: {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
}): ScreenKey | null {
  if (event.altKey) {
    if (event.code === 'KeyA') return 'alarms';
    if (event.code === 'KeyM') return 'map';
    return null;
  }
  if (/^[1-9]$/u.test(event.key)) return `lane-${Number(event.key)}`;
  if (event.key === '/') return 'search';
  if (event.key === ']') return 'level-up';
  if (event.key === '[') return 'level-down';
  return null;
}

/** Keys that work on every screen. Plain characters are left alone where somebody types. */
export function useGlobalKeys(): void {
  const [, navigate] = useLocation();
  const user = useUser();
  const setHelpOpen = useViewState((state) => state.setHelpOpen);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      const pressed = event.altKey ? /^(?:Digit|Key)([\dA-Z])$/u.exec(event.code)?.[1] : undefined;
      const screen = SCREENS.find(({ key }) => key === pressed);
      if (screen !== undefined && user !== null && mayDo(user.role, screen.needs)) {
        event.preventDefault();
        navigate(screen.path);
        return;
      }
      if (!event.altKey && isTyping(event.target)) return;
      if (!event.altKey && event.key === '?') {
        event.preventDefault();
        setHelpOpen(true);
        return;
      }
      const key = screenKeyOf(event);
      if (key !== null && sendScreenKey(key)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigate, user, setHelpOpen]);
}
