/** Thrown for a bug in Gatehouse itself, never for what a user, a device or a file does. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** Stops on a broken invariant. `message` says what should have held. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** Returns the value, or stops when it is missing: for look-ups that an invariant guarantees. */
export function must<T>(value: T | undefined | null, message: string): T {
  assert(value !== undefined && value !== null, message);
  return value;
}

/** Makes the compiler prove that a switch covers every case. */
export function unreachable(value: never): never {
  throw new AssertionError(`unexpected case: ${JSON.stringify(value)}`);
}
