import { publishTariff } from '../../tariff/book.ts';
import type { TariffEvent } from '../event/tariff.ts';
import type { Evolvers } from '../evolvers.ts';

export const tariffEvolvers: Evolvers<TariffEvent> = {
  TariffPublished(state, { tariff, effectiveAt }) {
    publishTariff(state.tariffs, tariff, effectiveAt);
  },
  TariffWithdrawn(state, { version }) {
    // Its number stays given, so that every version of the journal has one meaning.
    state.tariffs.versions.delete(version);
  },
  PriceChanged(state, { to, tariffVersion }, { at }) {
    state.tariffs.price = to;
    state.tariffs.priceVersion = tariffVersion;
    state.tariffs.priceChangedAt = at;
  },
};
