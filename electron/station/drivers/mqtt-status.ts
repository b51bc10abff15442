import type { DeviceStatus } from '#domain/lot/words.ts';

/** What a device's status is made of: is the broker reached, and what did the device say last. */
export interface MqttStatusState {
  readonly link: 'up' | 'down';
  /** What the device, or its last will, said on this connection. */
  readonly said: { readonly status: DeviceStatus; readonly detail: string } | null;
  /** It sends data. Counts only for a device that never says its status. */
  readonly speaks: boolean;
  /** It has said its status at some time, so silence about it means something. */
  readonly hasLastWill: boolean;
  readonly reported: { readonly status: DeviceStatus; readonly detail: string } | null;
}

export type MqttStatusInput =
  | { readonly kind: 'link-up' | 'spoke' | 'grace-over' }
  /** `why`: what the broker has against the station, where that is known. */
  | { readonly kind: 'link-down'; readonly why?: string | null }
  | { readonly kind: 'said'; readonly status: DeviceStatus; readonly detail: string };

export interface MqttStatusStep {
  readonly state: MqttStatusState;
  /** To be reported, when it differs from what was reported before. */
  readonly report: { readonly status: DeviceStatus; readonly detail: string } | null;
}

export const BROKER_LOST = 'The MQTT broker is not reached.';
export const NEVER_REPORTED = 'It has not reported since the broker was reached.';

export const initialMqttStatus: MqttStatusState = {
  link: 'down',
  said: null,
  speaks: false,
  hasLastWill: false,
  reported: null,
};

/**
 * The status of a device that is known by MQTT alone. Its own word (retained, or its last will) comes
 * first; without the broker it is offline; a device that never says its status is online once it
 * sends anything, since there is nothing better to go by.
 */
export function stepMqttStatus(state: MqttStatusState, input: MqttStatusInput): MqttStatusStep {
  switch (input.kind) {
    case 'link-up':
      return { state: { ...state, link: 'up', said: null, speaks: false }, report: null };
    case 'link-down':
      return told(
        { ...state, link: 'down', said: null, speaks: false },
        { status: 'offline', detail: `${BROKER_LOST} ${input.why ?? ''}`.trim() },
      );
    case 'said': {
      const said = { status: input.status, detail: input.detail };
      return told({ ...state, link: 'up', said, hasLastWill: true }, said);
    }
    case 'spoke':
      if (state.speaks || state.hasLastWill) return { state, report: null };
      return told(
        { ...state, speaks: true },
        { status: 'online', detail: 'It sends data but no status.' },
      );
    case 'grace-over':
      if (state.link === 'down' || state.said || state.speaks) return { state, report: null };
      return told(state, { status: 'offline', detail: NEVER_REPORTED });
  }
}

function told(
  state: MqttStatusState,
  report: NonNullable<MqttStatusStep['report']>,
): MqttStatusStep {
  const known = state.reported;
  if (known?.status === report.status && known.detail === report.detail) {
    return { state, report: null };
  }
  return { state: { ...state, reported: report }, report };
}
