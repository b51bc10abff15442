import type { SlotKind } from '#domain/facility/kinds.ts';
import {
  ahead,
  type Drawing,
  type Edge,
  headingOf,
  type Node,
  type Point,
  round,
  roundPoint,
  type Slot,
} from './plan.ts';

/** What a slot of each kind measures, width by length in metres. */
const SIZES: Readonly<Record<SlotKind, readonly [number, number]>> = {
  motorcycle: [1, 2.2],
  compact: [2.3, 4.5],
  standard: [2.5, 5],
  large: [2.8, 5.6],
  bus: [3.5, 13],
  ev: [2.5, 5],
  accessible: [3.6, 5],
};

/** Nodes of an aisle lie at most this far apart, so that the nearest one is right beside a slot. */
const NODE_SPACING_METRES = 6;

export interface RowPlan {
  readonly letter: string;
  readonly zoneId: string;
  readonly kind: SlotKind;
  /** Where the row starts, on the line that separates it from its aisle. */
  readonly from: Point;
  /** Which way the row runs along the aisle. */
  readonly along: number;
  /** Where a parked nose points; not square to `along` for an angled row. */
  readonly nose: number;
  readonly count: number;
  /** A gap is left after every so many slots: for pillars indoors, hatching beside accessible ones. */
  readonly gapEvery?: number;
  readonly gapMetres?: number;
  readonly gapIs?: 'pillars' | 'hatching' | 'nothing';
  readonly covered?: boolean;
}

export interface AislePlan {
  readonly through: readonly Point[];
  readonly widthMetres?: number;
  /** Painted arrows, one about every so many metres; none for 0. */
  readonly arrowEveryMetres?: number;
  readonly isTwoWay?: true;
}

/** Collects one level's slots, ways and drawings, numbering what it is given in order. */
export class Site {
  readonly levelId: string;
  readonly prefix: string;
  readonly slots: Slot[] = [];
  readonly nodes: Node[] = [];
  readonly edges: Edge[] = [];
  readonly drawings: Drawing[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #nodeIds = new Map<string, string>();

  constructor(levelId: string, prefix: string) {
    this.levelId = levelId;
    this.prefix = prefix;
  }

  draw(...drawings: Drawing[]): void {
    this.drawings.push(...drawings);
  }

  /** A row of slots side by side. Its pitch grows with the angle, so that neighbours never overlap. */
  row(plan: RowPlan): void {
    const [width, length] = SIZES[plan.kind];
    const angle = ((plan.nose - plan.along) * Math.PI) / 180;
    const pitch = width / Math.abs(Math.sin(angle));
    // How far an angled slot is set back so that only its corner touches the aisle.
    const setBack = (width / 2) * Math.abs(Math.cos(angle) / Math.sin(angle));
    let metres = 0;
    for (let i = 0; i < plan.count; i++) {
      if (plan.gapEvery !== undefined && i > 0 && i % plan.gapEvery === 0) {
        this.#gap(plan, ahead(plan.from, plan.along, metres), length);
        metres += plan.gapMetres ?? 0;
      }
      const foot = ahead(plan.from, plan.along, metres + pitch / 2);
      this.#slot(plan, roundPoint(ahead(foot, plan.nose, setBack + length / 2)), width, length);
      metres += pitch;
    }
  }

  #slot(plan: RowPlan, at: Point, widthMetres: number, lengthMetres: number): void {
    const number = (this.#numbers.get(plan.letter) ?? 0) + 1;
    this.#numbers.set(plan.letter, number);
    const label = `${this.prefix}-${plan.letter}${String(number).padStart(2, '0')}`;
    const features: Slot['features'] = [];
    if (plan.kind === 'ev') features.push('charger');
    if (plan.kind === 'accessible') features.push('accessible');
    if (plan.covered === true) features.push('covered');
    this.slots.push({
      id: label.toLowerCase(),
      label,
      levelId: this.levelId,
      zoneId: plan.zoneId,
      kind: plan.kind,
      at,
      widthMetres,
      lengthMetres,
      headingDegrees: plan.nose,
      features,
    });
  }

  #gap(plan: RowPlan, at: Point, length: number): void {
    const gap = plan.gapMetres ?? 0;
    const middle = ahead(at, plan.along, gap / 2);
    if (plan.gapIs === 'pillars') {
      for (const depth of [1, length - 0.4]) {
        const place = roundPoint(ahead(middle, plan.nose, depth));
        this.draw({ kind: 'pillar', at: place, sizeMetres: round(gap) });
      }
    } else if (plan.gapIs === 'hatching') {
      this.draw({ kind: 'walkway', points: this.band(at, plan.along, gap, plan.nose, length) });
    }
  }

  /** The four corners of a band: `width` along one heading, `depth` along another. */
  band(from: Point, along: number, width: number, across: number, depth: number): Point[] {
    const far = ahead(from, along, width);
    return [from, far, ahead(far, across, depth), ahead(from, across, depth)].map(roundPoint);
  }

  /** The id of the drive node at a point, made at its first mention. */
  node(at: Point, named?: string): string {
    const place = roundPoint(at);
    const key = place.join(' ');
    const known = this.#nodeIds.get(key);
    if (known !== undefined) return known;
    const id = named ?? `${this.levelId}-n${String(this.nodes.length + 1).padStart(2, '0')}`;
    this.#nodeIds.set(key, id);
    this.nodes.push({ id, levelId: this.levelId, at: place });
    return id;
  }

  /** An aisle, one-way unless it says otherwise. Its given points are nodes, shared with whatever else passes through them. */
  aisle(plan: AislePlan): void {
    const every = plan.arrowEveryMetres ?? 12;
    for (let i = 1; i < plan.through.length; i++) {
      const from = plan.through[i - 1];
      const to = plan.through[i];
      if (from !== undefined && to !== undefined) this.#stretch(from, to, plan);
      if (from !== undefined && to !== undefined && every > 0) this.#arrows(from, to, every);
    }
  }

  #stretch(from: Point, to: Point, { widthMetres = 6.5, isTwoWay }: AislePlan): void {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const parts = Math.max(1, Math.ceil(length / NODE_SPACING_METRES));
    let last = this.node(from);
    for (let part = 1; part <= parts; part++) {
      const share = part / parts;
      const next = this.node([
        from[0] + (to[0] - from[0]) * share,
        from[1] + (to[1] - from[1]) * share,
      ]);
      this.edges.push({
        from: last,
        to: next,
        oneWay: isTwoWay !== true,
        kind: 'aisle',
        widthMetres,
      });
      last = next;
    }
  }

  #arrows(from: Point, to: Point, everyMetres: number): void {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const headingDegrees = headingOf(from, to);
    const isBend = headingDegrees % 90 !== 0 && headingDegrees % 45 === 0;
    if (length < 6 || isBend) return;
    const count = Math.max(1, Math.floor(length / everyMetres));
    for (let i = 0; i < count; i++) {
      const at = roundPoint(ahead(from, headingDegrees, (length * (i + 0.5)) / count));
      this.draw({ kind: 'arrow', at, headingDegrees });
    }
  }
}
