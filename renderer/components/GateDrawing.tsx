import type { GatePosition } from '#domain/lot/words.ts';
import classes from './gate.module.css';

interface Props {
  readonly gate: GatePosition;
  readonly held: boolean;
  readonly armingOn: boolean;
  readonly safetyOn: boolean;
  /** Said to who cannot see the drawing. */
  readonly label: string;
}

const ARM_DEGREES: Readonly<Record<GatePosition, number>> = {
  closed: 0,
  moving: -38,
  open: -76,
  fault: -14,
  unknown: 0,
};

/**
 * A lane seen from its side: the barrier's arm as it stands, the arming loop before it and the
 * safety loop under it. A filled loop has a vehicle on it.
 */
export function GateDrawing({ gate, held, armingOn, safetyOn, label }: Props) {
  return (
    <svg
      className={classes.gate}
      viewBox="0 0 96 72"
      role="img"
      aria-label={label}
      data-gate={gate}
      data-held={held}
    >
      <path className={classes.ground} d="M2 62 H94" />
      <rect
        className={armingOn ? classes.loopOn : classes.loop}
        x="6"
        y="65"
        width="34"
        height="5"
      />
      <rect
        className={safetyOn ? classes.loopOn : classes.loop}
        x="46"
        y="65"
        width="34"
        height="5"
      />
      <rect className={classes.post} x="82" y="42" width="9" height="20" rx="1.5" />
      <g
        className={classes.arm}
        style={{ transform: `rotate(${-ARM_DEGREES[gate]}deg)` }}
        data-unknown={gate === 'unknown'}
      >
        <path className={classes.armLine} d="M86 46 H42" />
        <path className={classes.armBand} d="M78 46 h-8 M64 46 h-8 M50 46 h-6" />
      </g>
      {held && gate !== 'fault' && <HeldMark />}
      {gate === 'fault' && <FaultMark />}
      {gate === 'unknown' && (
        <text className={classes.unknown} x="62" y="36" textAnchor="middle">
          ?
        </text>
      )}
    </svg>
  );
}

function HeldMark() {
  return (
    <g className={classes.held}>
      <path d="M14 14 v18 M23 14 v18" />
    </g>
  );
}

function FaultMark() {
  return (
    <g className={classes.fault}>
      <path d="M20 8 L34 32 H6 Z" />
      <path className={classes.faultInk} d="M20 16 v8 M20 27.5 v0.5" />
    </g>
  );
}
