/** What is asked of tariffs. */
export type TariffCommand = never;
