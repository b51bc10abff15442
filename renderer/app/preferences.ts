import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type MapColours = 'calm' | 'classic';

interface Preferences {
  readonly palette: MapColours;
  /** The lot that was open last on this computer. */
  readonly lotId: string | null;
  setPalette(palette: MapColours): void;
  setLotId(lotId: string): void;
}

/** What a person chose on this computer. Nothing personal is kept here. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      palette: 'calm',
      lotId: null,
      setPalette: (palette) => set({ palette }),
      setLotId: (lotId) => set({ lotId }),
    }),
    { name: 'gatehouse.preferences' },
  ),
);
