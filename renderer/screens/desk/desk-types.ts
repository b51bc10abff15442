import type { Station } from '../../link/station.ts';

/** A stay with its fee, as the station quotes it. */
export type Quoted = Awaited<ReturnType<Station['client']['quotes']['create']>>;

/** A payment as the station answers when it is asked for: cash is taken at once. */
export type Paid = Awaited<ReturnType<Station['client']['payments']['create']>>;
