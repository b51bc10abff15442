import type { LaneController } from '#domain/facility/device-file.ts';
import { must } from '#domain/kernel/assert.ts';
import { HOUR_MS, type Instant, SECOND_MS } from '#domain/kernel/instant.ts';
import type { Way } from '#domain/lane/way.ts';
import {
  type OfflineRight,
  offlineRights,
  type RightCredential,
} from '#domain/lot/offline-rights.ts';
import {
  type LaneRights,
  type PackedRight,
  partOf,
  RIGHTS_MAX,
  RIGHTS_PARTS,
  type RightsPart,
} from '../drivers/lane-rights.ts';
import { type LaneSecret, periodOf } from '../drivers/lane-secret.ts';
import type { LotUnit } from './lot-unit.ts';

/** So many rights are made at a stretch, before the station does other work. */
const STRETCH = 500;
/** The head is told anew this often although nothing has changed, so that it does not run out. */
const RENEW_MS = 300 * SECOND_MS;

/** What one controller was sent, and what it takes to make the next set fast. */
export class RightsSet {
  #parts: RightsPart[] = [];
  #texts: string[] = [];
  #head = '';
  #headAt: Instant = 0;
  #secret: LaneSecret | null = null;
  #period = -1;
  /** Digests of the last set, by what they are of: plates are revealed once. */
  #digests = new Map<string, string>();

  /** The rights as they are now, or null when the controller has them already. */
  async next(
    unit: LotUnit,
    controller: LaneController,
    { secret, way, at }: { readonly secret: LaneSecret; readonly way: Way; readonly at: Instant },
  ): Promise<LaneRights | null> {
    const period = periodOf(at);
    if (secret !== this.#secret || period !== this.#period) {
      this.#secret = secret;
      this.#period = period;
      this.#digests = new Map();
      this.#texts = [];
    }
    const untilAt = at + controller.rightsHours * HOUR_MS;
    const packed: PackedRight[][] = Array.from({ length: RIGHTS_PARTS }, () => []);
    const digests = new Map<string, string>();
    let count = 0;
    let leftOut = 0;
    for (const right of offlineRights(unit.state, way, { at, untilAt })) {
      count += 1;
      if (count % STRETCH === 0) await new Promise((resolve) => setImmediate(resolve));
      if (count > RIGHTS_MAX) {
        leftOut += 1;
        continue;
      }
      const digest = this.#digestOf(unit, secret, right.credential, digests);
      if (digest === null) continue;
      must(packed[partOf(digest)], 'there are as many parts').push(
        pack(right, digest, secret, period),
      );
    }
    this.#digests = digests;
    const changed = this.#take(packed, period, at);
    const stock = stockOf(unit, controller.id);
    const { alone } = controller;
    const parts = this.#parts.map(({ version }) => version);
    const steady = { period, way, alone, parts, stock, leftOut };
    const text = JSON.stringify(steady);
    if (text === this.#head && at - this.#headAt < RENEW_MS) return null;
    this.#head = text;
    this.#headAt = at;
    return { head: { version: at, at, untilAt, ...steady }, parts: this.#parts, changed };
  }

  /** What was to be sent was not: all of it is sent the next time. */
  forget(): void {
    this.#texts = [];
    this.#head = '';
  }

  /** Which parts are others than before, with versions of their own. */
  #take(packed: readonly PackedRight[][], period: number, at: Instant): readonly number[] {
    const changed: number[] = [];
    for (const [part, rights] of packed.entries()) {
      rights.sort((a, b) => (a.d < b.d ? -1 : 1));
      const text = JSON.stringify(rights);
      if (text === this.#texts[part]) continue;
      this.#texts[part] = text;
      const version = Math.max(at, (this.#parts[part]?.version ?? 0) + 1);
      this.#parts[part] = { part, version, period, rights };
      changed.push(part);
    }
    return changed;
  }

  #digestOf(
    unit: LotUnit,
    secret: LaneSecret,
    credential: RightCredential,
    digests: Map<string, string>,
  ): string | null {
    const key = keyOf(credential);
    let digest = this.#digests.get(key);
    if (digest === undefined) {
      const shown = shownText(unit, credential);
      if (shown === null) return null;
      digest = secret.digest(this.#period, ...shown);
    }
    digests.set(key, digest);
    return digest;
  }
}

function pack(
  { subject, vehicles, spans }: OfflineRight,
  d: string,
  secret: LaneSecret,
  period: number,
): PackedRight {
  const s = secret.subject(period, subject);
  const seconds = (at: Instant | null) => (at === null ? 0 : Math.floor(at / SECOND_MS));
  return {
    d,
    s,
    ...(vehicles === null ? {} : { n: vehicles }),
    ...(spans.length === 0
      ? {}
      : { t: spans.map(({ fromAt, untilAt }) => [seconds(fromAt), seconds(untilAt)] as const) }),
  };
}

function keyOf(credential: RightCredential): string {
  switch (credential.kind) {
    case 'plate':
      return `plate ${credential.plateRef}`;
    case 'card':
      return `card ${credential.cardRef}`;
    default:
      return `${credential.kind} ${credential.number} ${credential.signedAt}`;
  }
}

/** What a vehicle shows, as a controller reads it; null for a person who was erased. */
function shownText(
  unit: LotUnit,
  credential: RightCredential,
): readonly ['plate' | 'card' | 'code', string] | null {
  switch (credential.kind) {
    case 'plate': {
      const plate = unit.reveal(credential.plateRef);
      return plate === null ? null : ['plate', plate];
    }
    case 'card': {
      const card = unit.reveal(credential.cardRef);
      return card === null ? null : ['card', card];
    }
    default: {
      const { kind, number, signedAt } = credential;
      return ['code', unit.tokenOf(number, signedAt, kind)];
    }
  }
}

function stockOf(unit: LotUnit, deviceId: string): readonly string[] {
  return [...unit.state.stock].flatMap(([number, one]) =>
    one.deviceId === deviceId ? [unit.tokenOf(number, one.at)] : [],
  );
}
