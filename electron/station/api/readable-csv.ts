import { apiError } from './api-error.ts';

/**
 * What is no CSV at all is the caller's to hear of.
 * @throws invalid, with what the reader says
 */
export function readableCsv<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `this is no CSV file: ${error.message}`;
    throw apiError('invalid', `text: ${message}`, { issues: [{ path: 'text', message }] });
  }
}
