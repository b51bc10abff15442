/** A device's clock that is further off is wrong; it never decides anything. */
export const CLOCK_SANE_MS = 30_000;
