import type { LotService } from '../runtime/lot-service.ts';
import type { CallContext } from './base.ts';
import { installedOf } from './lot-call.ts';

interface Party {
  /** As receipts name it: a provider's name or a terminal's device id. */
  readonly id: string;
  readonly name: string;
}

const METHODS = ['upi', 'wallet', 'online'] as const;

/** Whose statements can be set against the receipts of a lot: its providers, then its terminals. */
export function partiesOf(context: CallContext, service: LotService): readonly Party[] {
  const providers = new Set(METHODS.flatMap((method) => context.services.providersOf(method)));
  // One that is set up no more may still have a statement to come.
  for (const { provider } of service.state.payments.payments.values())
    if (provider !== null) providers.add(provider);
  const terminals = installedOf(service).lot.devices.filter(({ driver }) =>
    driver.startsWith('terminal-'),
  );
  return [
    ...[...providers].sort().map((id) => ({ id, name: id })),
    ...terminals.map(({ id, label }) => ({ id, name: label })),
  ];
}

/** What staff call whoever a statement is of. */
export function partyName(service: LotService, party: string): string {
  return installedOf(service).lot.devices.find(({ id }) => id === party)?.label ?? party;
}
