import { create } from 'zustand';

/** Staff are choosing the slot that a vehicle is moved to. */
export interface Picking {
  readonly fromSlotId: string;
  readonly vehicle: string;
}

interface ViewState {
  /** Null: the lot's first level above or on the ground. */
  readonly levelId: string | null;
  readonly selectedSlotId: string | null;
  /** The slot that the map has yet to bring into view. */
  readonly centreOn: string | null;
  readonly picking: Picking | null;
  readonly pickedSlotId: string | null;
  readonly helpOpen: boolean;
  showLevel(levelId: string): void;
  selectSlot(slotId: string | null): void;
  /** Selects a slot on its level and brings it into view. */
  showSlot(slot: { readonly id: string; readonly levelId: string }): void;
  centred(): void;
  startPicking(picking: Picking): void;
  pick(slotId: string): void;
  stopPicking(): void;
  setHelpOpen(open: boolean): void;
  reset(): void;
}

const START = {
  levelId: null,
  selectedSlotId: null,
  centreOn: null,
  picking: null,
  pickedSlotId: null,
};

/** What this console is looking at. It survives a change of screen, not a reload. */
export const useViewState = create<ViewState>()((set) => ({
  ...START,
  helpOpen: false,
  showLevel: (levelId) => set({ levelId }),
  selectSlot: (slotId) => set({ selectedSlotId: slotId, picking: null, pickedSlotId: null }),
  showSlot: (slot) =>
    set({
      levelId: slot.levelId,
      selectedSlotId: slot.id,
      centreOn: slot.id,
      picking: null,
      pickedSlotId: null,
    }),
  centred: () => set({ centreOn: null }),
  startPicking: (picking) => set({ picking, pickedSlotId: null }),
  pick: (slotId) => set({ pickedSlotId: slotId, picking: null }),
  stopPicking: () => set({ picking: null, pickedSlotId: null }),
  setHelpOpen: (helpOpen) => set({ helpOpen }),
  reset: () => set(START),
}));
