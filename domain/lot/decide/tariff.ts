import type { TariffCommand } from '../command/tariff.ts';
import type { Deciders } from '../deciders.ts';

export const tariffDeciders: Deciders<TariffCommand> = {};
