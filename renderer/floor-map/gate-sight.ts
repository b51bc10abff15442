import type { LaneLive } from '#domain/views/live.ts';
import type { MarkName } from './marks.ts';
import type { ColourRole } from './palette.ts';
import type { GateSight } from './types.ts';

/** What a gate shows: a fault before a hold, a hold before the position. */
export function gateSightOf(lane: LaneLive | undefined): GateSight {
  if (lane === undefined || lane.gate === 'unknown') return 'unknown';
  if (lane.gate === 'fault') return 'fault';
  if (lane.held) return 'held';
  return lane.gate;
}

/** How a gate is painted. */
export interface GatePlan {
  /** Degrees that the arm is swung away from lying across the lane. */
  readonly swingDegrees: number;
  readonly arm: 'banded' | 'plain' | 'dotted';
  readonly armColour: ColourRole;
  readonly badge: {
    readonly colour: ColourRole;
    readonly ink: ColourRole;
    readonly mark: MarkName;
  } | null;
}

const PLANS: Readonly<Record<GateSight, GatePlan>> = {
  closed: { swingDegrees: 0, arm: 'banded', armColour: 'gate', badge: null },
  moving: { swingDegrees: 38, arm: 'banded', armColour: 'gate', badge: null },
  open: { swingDegrees: 82, arm: 'plain', armColour: 'gateOpen', badge: null },
  held: {
    swingDegrees: 82,
    arm: 'plain',
    armColour: 'amber',
    badge: { colour: 'amber', ink: 'amberInk', mark: 'lock' },
  },
  fault: {
    swingDegrees: 0,
    arm: 'dotted',
    armColour: 'red',
    badge: { colour: 'red', ink: 'redInk', mark: 'exclaim' },
  },
  unknown: {
    swingDegrees: 0,
    arm: 'dotted',
    armColour: 'unknown',
    badge: { colour: 'panel', ink: 'panelInk', mark: 'question' },
  },
};

/** A read that waits for staff is drawn amber whatever the arm does, unless the gate is broken. */
export function gatePlanOf(lane: LaneLive | undefined): GatePlan {
  const sight = gateSightOf(lane);
  const plan = PLANS[sight];
  if (lane?.phase !== 'asking' || sight === 'fault') return plan;
  return { ...plan, badge: { colour: 'amber', ink: 'amberInk', mark: 'question' } };
}
