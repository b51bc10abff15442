import type { TariffState, TariffVersionRow } from '#domain/contract/lot-tariffs.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { actorName } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { LotState } from '#domain/lot/state.ts';
import { type TariffVersion, tariffAt } from '#domain/tariff/book.ts';
import { describeTariff } from '#domain/tariff/describe-tariff.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';

/** A version with the whole tariff. */
export interface FullVersion extends TariffVersionRow {
  readonly tariff: Tariff;
}

/**
 * All versions that a lot has had, the newest first: those it holds, and those that were withdrawn, which
 * only the journal still knows. `history`: what was published and withdrawn, oldest first.
 */
export function tariffVersions(
  { tariffs, sessions }: LotState,
  history: readonly RecordedEvent[],
  at: Instant,
): readonly FullVersion[] {
  const inside = new Map<number, number>();
  for (const { tariffVersion } of sessions.values())
    inside.set(tariffVersion, (inside.get(tariffVersion) ?? 0) + 1);
  const known = new Map<number, FullVersion>();
  const inForce = tariffAt(tariffs, at).version;
  const ordered = [...tariffs.versions.values()].toSorted(
    (a, b) => a.effectiveAt - b.effectiveAt || a.version - b.version,
  );
  ordered.forEach((one, index) => {
    const next = ordered.slice(index + 1).find(({ effectiveAt }) => effectiveAt > one.effectiveAt);
    const state = stateOf(one, inForce, at);
    const endsAt = isReplaced(ordered, index) ? one.effectiveAt : (next?.effectiveAt ?? null);
    const row = rowOf(one, state, endsAt);
    known.set(one.version, { ...row, inside: inside.get(one.version) ?? 0 });
  });
  for (const recorded of history) addHistory(known, recorded);
  return [...known.values()].toSorted((a, b) => b.version - a.version);
}

function stateOf({ version, effectiveAt }: TariffVersion, inForce: number, at: Instant) {
  if (version === inForce) return 'in-force';
  return effectiveAt > at ? 'scheduled' : 'past';
}

/** Another one that begins at the same instant was published after it. */
function isReplaced(ordered: readonly TariffVersion[], index: number): boolean {
  return ordered[index + 1]?.effectiveAt === ordered[index]?.effectiveAt;
}

function rowOf(
  { version, tariff, effectiveAt }: TariffVersion,
  state: TariffState,
  endsAt: Instant | null,
): FullVersion {
  const { id, name } = tariff;
  return {
    version,
    state,
    id,
    name,
    effectiveAt: effectiveAt === 0 ? null : effectiveAt,
    endsAt,
    publishedBy: null,
    publishedAt: null,
    note: '',
    withdrawn: null,
    inside: 0,
    description: describeTariff(tariff),
    tariff,
  };
}

function addHistory(known: Map<number, FullVersion>, { event, at, actor }: RecordedEvent): void {
  const by = actorName(actor);
  if (event.type === 'TariffPublished') {
    const { version, note } = event;
    const row = known.get(version) ?? rowOf(event, 'withdrawn', null);
    known.set(version, { ...row, publishedBy: by, publishedAt: at, note });
  }
  if (event.type === 'TariffWithdrawn') {
    const row = known.get(event.version);
    if (row !== undefined)
      known.set(event.version, { ...row, withdrawn: { by, at, reason: event.reason } });
  }
}
