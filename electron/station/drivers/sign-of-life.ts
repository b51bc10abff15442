import type { DeviceStatus } from '#domain/lot/words.ts';
import { BROKER_LOST } from './mqtt-status.ts';

/** Whether a device that has no connection of its own is there, by what it sends and how long ago. */
export interface LifeState {
  readonly reported: DeviceStatus | null;
  /** It was heard at some time, in this run or an earlier one. */
  readonly wasHeard: boolean;
}

export type LifeInput =
  | { readonly kind: 'started'; readonly heardBefore: boolean }
  | { readonly kind: 'heard' }
  /** Its longest silence is over. */
  | { readonly kind: 'silent' }
  /** The way that its words come is open again, or is not. */
  | { readonly kind: 'link-up' | 'link-down' };

export interface LifeStep {
  readonly state: LifeState;
  readonly report: { readonly status: DeviceStatus; readonly detail: string } | null;
}

export const NEVER_HEARD = 'Nothing has ever come from it. See that it is set up to send here.';
export const WENT_SILENT = 'It has sent nothing for longer than it may be silent.';

export const initialLife: LifeState = { reported: null, wasHeard: false };

/**
 * Online by its word, offline by its silence. One that was heard in an earlier run is given the time of
 * its silence before anything is said of it: after a restart the last status stands.
 */
export function stepLife(state: LifeState, input: LifeInput): LifeStep {
  switch (input.kind) {
    case 'started':
      if (input.heardBefore) return { state: { ...state, wasHeard: true }, report: null };
      return told(state, { status: 'offline', detail: NEVER_HEARD });
    case 'heard':
      return told({ ...state, wasHeard: true }, { status: 'online', detail: '' });
    case 'link-down':
      return told(state, { status: 'offline', detail: BROKER_LOST });
    case 'link-up':
      // Nothing speaks against it: its silence is measured from now on.
      if (state.wasHeard) return told(state, { status: 'online', detail: '' });
      return told(state, { status: 'offline', detail: NEVER_HEARD });
    case 'silent':
      return told(state, { status: 'offline', detail: WENT_SILENT });
  }
}

function told(state: LifeState, report: NonNullable<LifeStep['report']>): LifeStep {
  if (state.reported === report.status) return { state, report: null };
  return { state: { ...state, reported: report.status }, report };
}
