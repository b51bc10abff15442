import type { DeviceStatus } from '#domain/lot/words.ts';

/** Whether a device that has no connection of its own is there, by what it sends and how long ago. */
export interface LifeState {
  readonly reported: DeviceStatus | null;
}

export type LifeInput =
  | { readonly kind: 'started'; readonly heardBefore: boolean }
  | { readonly kind: 'heard' }
  /** Its longest silence is over. */
  | { readonly kind: 'silent' };

export interface LifeStep {
  readonly state: LifeState;
  readonly report: { readonly status: DeviceStatus; readonly detail: string } | null;
}

export const NEVER_HEARD =
  'It has never reached the station. Give it its address here and its token.';
export const WENT_SILENT = 'It has sent nothing for longer than it may be silent.';

export const initialLife: LifeState = { reported: null };

/**
 * Online by its word, offline by its silence. One that was heard in an earlier run is given the time of
 * its silence before anything is said of it: after a restart the last status stands.
 */
export function stepLife(state: LifeState, input: LifeInput): LifeStep {
  switch (input.kind) {
    case 'started':
      return input.heardBefore
        ? { state, report: null }
        : told(state, { status: 'offline', detail: NEVER_HEARD });
    case 'heard':
      return told(state, { status: 'online', detail: '' });
    case 'silent':
      return told(state, { status: 'offline', detail: WENT_SILENT });
  }
}

function told(state: LifeState, report: NonNullable<LifeStep['report']>): LifeStep {
  if (state.reported === report.status) return { state, report: null };
  return { state: { reported: report.status }, report };
}
