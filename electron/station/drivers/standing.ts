import { type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { DeviceStatus } from '#domain/lot/words.ts';

/** Alarms that come so often in a minute are chattering (ISA-18.2, table 10: three or more). */
const FALLS_OF_CHATTER = 3;
/** A device that fails once in a longer time than this does not chatter: it has come back. */
export const STEADY_MS: number = MINUTE_MS / FALLS_OF_CHATTER;
/** One that has sent too much for its limits is told of until it has kept to them for so long. */
export const CALM_MS = 30_000;

export const COMES_AND_GOES = 'It comes and goes.';

export interface Report {
  readonly status: DeviceStatus;
  readonly detail: string;
}

/** How a device stands: what its driver says, and what the lot is told. */
export interface StandingState {
  readonly said: Report | null;
  readonly saidAt: Instant | null;
  readonly told: Report | null;
  /** When it was lost or at fault lately, the oldest first. */
  readonly falls: readonly Instant[];
  readonly isChattering: boolean;
  /** When it last sent more than it may; null once that is long enough ago. */
  readonly floodedAt: Instant | null;
}

export type StandingInput =
  | { readonly kind: 'said'; readonly report: Report; readonly at: Instant }
  /** A message was left out, because too many came. */
  | { readonly kind: 'flooded'; readonly at: Instant }
  | { readonly kind: 'time'; readonly at: Instant };

export interface StandingStep {
  readonly state: StandingState;
  /** For the lot, where it differs from what it was told. */
  readonly report: Report | null;
  /** When time alone changes something. */
  readonly dueAt: Instant | null;
}

export const newStanding: StandingState = {
  said: null,
  saidAt: null,
  told: null,
  falls: [],
  isChattering: false,
  floodedAt: null,
};

/**
 * What a driver says of its device goes to the lot at once, but for two things. A device that was lost
 * three times within a minute is back only when it has stayed for a while: one alarm stands meanwhile
 * instead of thousands that come and go. And one that sends more than it may is at fault, with that as
 * the reason, however well it is otherwise.
 *
 * @param floods the sentence for staff when it sends too much
 */
export function stepStanding(
  state: StandingState,
  input: StandingInput,
  floods: string,
): StandingStep {
  switch (input.kind) {
    case 'said':
      return settled(said(state, input.report, input.at), input.at, floods);
    case 'flooded':
      return settled({ ...state, floodedAt: input.at }, input.at, floods);
    case 'time':
      return settled(state, input.at, floods);
  }
}

function said(state: StandingState, report: Report, at: Instant): StandingState {
  const isFall = state.said?.status === 'online' && report.status !== 'online';
  const falls = isFall
    ? [...state.falls, at].filter((fall) => at - fall < MINUTE_MS).slice(-FALLS_OF_CHATTER)
    : state.falls;
  const isChattering = state.isChattering || falls.length >= FALLS_OF_CHATTER;
  const saidAt = state.said?.status === report.status ? state.saidAt : at;
  return { ...state, said: report, saidAt, falls, isChattering };
}

/** What holds at an instant. */
function settled(before: StandingState, at: Instant, floods: string): StandingStep {
  const { said: report, saidAt, floodedAt } = before;
  const isBack = report?.status === 'online' && saidAt !== null && at - saidAt >= STEADY_MS;
  const isCalm = floodedAt !== null && at - floodedAt >= CALM_MS;
  const state = {
    ...before,
    ...(isBack ? { isChattering: false, falls: [] } : {}),
    ...(isCalm ? { floodedAt: null } : {}),
  };
  const wanted = wantedOf(state, floods);
  const isNews =
    wanted !== null &&
    (wanted.status !== state.told?.status || wanted.detail !== state.told.detail);
  const next = isNews ? { ...state, told: wanted } : state;
  return { state: next, report: isNews ? wanted : null, dueAt: dueOf(next) };
}

function wantedOf(
  { said: report, told, isChattering, floodedAt }: StandingState,
  floods: string,
): Report | null {
  if (report === null) return null;
  const isOnline = report.status === 'online';
  if (isOnline && isChattering) {
    // It stays as it was told until it has kept to this.
    if (told !== null && told.status !== 'online') return told;
    return { status: 'offline', detail: COMES_AND_GOES };
  }
  if (isOnline && floodedAt !== null) return { status: 'fault', detail: floods };
  if (isOnline || !isChattering) return report;
  return { status: report.status, detail: `${COMES_AND_GOES} ${report.detail}`.trim() };
}

function dueOf({ said: report, saidAt, isChattering, floodedAt }: StandingState): Instant | null {
  const dues: Instant[] = [];
  if (isChattering && report?.status === 'online' && saidAt !== null) dues.push(saidAt + STEADY_MS);
  if (floodedAt !== null) dues.push(floodedAt + CALM_MS);
  return dues.length === 0 ? null : Math.min(...dues);
}
