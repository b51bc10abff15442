/** Long enough for the slowest machine; only a failing test ever waits this long. */
const PATIENCE_MS = 20_000;

/** Resolves when `condition` holds; rejects naming `what` when it never does. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
