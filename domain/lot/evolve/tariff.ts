import { publishTariff } from '../../tariff/book.ts';
import { startMeasure } from '../../tariff/occupancy-measure.ts';
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
  PriceChanged(state, { to, tariffVersion, figures }, { at }) {
    state.tariffs.price = to;
    state.tariffs.priceBand = figures?.band ?? null;
    state.tariffs.measure = startMeasure(at);
    state.tariffs.priceVersion = tariffVersion;
    state.tariffs.priceChangedAt = at;
  },
};
