/** What happens to tariffs. */
export type TariffEvent = never;
