import { must } from '../../kernel/assert.ts';
import { tariffAt } from '../../tariff/book.ts';
import type { TariffCommand } from '../command/tariff.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotState } from '../state.ts';

/** A small difference of clocks does not make "now" the past. */
const CLOCKS_DIFFER_MS = 60_000;

function decidePublish(state: LotState, command: CommandOf<'PublishTariff'>): Decision {
  const { lot } = must(state.installed, 'a tariff is published in an open lot');
  const { tariff, at, note } = command;
  if (tariff.currency !== lot.currency || tariff.timeZone !== lot.timeZone)
    return refused('tariff-foreign', `${lot.currency}, ${lot.timeZone}`);
  const effectiveAt = command.effectiveAt ?? at;
  if (effectiveAt < at - CLOCKS_DIFFER_MS) return refused('tariff-past');
  const inForce = tariffAt(state.tariffs, effectiveAt);
  if (JSON.stringify(inForce.tariff) === JSON.stringify(tariff)) return refused('tariff-same');
  const version = state.tariffs.lastVersion + 1;
  return happened({
    type: 'TariffPublished',
    version,
    tariff,
    effectiveAt: Math.max(effectiveAt, at),
    note: note.trim(),
  });
}

function decideWithdraw(state: LotState, command: CommandOf<'WithdrawTariff'>): Decision {
  const { version, at } = command;
  const found = state.tariffs.versions.get(version);
  if (found === undefined) return refused('tariff-unknown', String(version));
  if (found.effectiveAt <= at) return refused('tariff-in-force');
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  return happened({ type: 'TariffWithdrawn', version, reason });
}

export const tariffDeciders: Deciders<TariffCommand> = {
  PublishTariff: decidePublish,
  WithdrawTariff: decideWithdraw,
};
