import type { TariffEvent } from '../event/tariff.ts';
import type { Evolvers } from '../evolvers.ts';

export const tariffEvolvers: Evolvers<TariffEvent> = {};
