import { create } from 'zustand';

interface DeskRequest {
  /** What another screen sent to the desk, until the desk has taken it up. */
  readonly text: string | null;
  ask(text: string): void;
  take(): void;
}

/** Hands a ticket from the map or the sessions to the desk. */
export const useDeskRequest = create<DeskRequest>()((set) => ({
  text: null,
  ask: (text) => set({ text }),
  take: () => set({ text: null }),
}));
