/** Long enough for the slowest machine; only a failing test ever waits this long. */
const PATIENCE_MS = 25_000;
const LOOK_EVERY_MS = 20;

/** Resolves when `holds` does; rejects naming `what` when it never does. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
