/** Whether Intl knows a time zone by this name. */
export function isTimeZone(timeZone: string): boolean {
  return isAccepted(() => new Intl.DateTimeFormat('en', { timeZone }));
}

/** Whether this is a currency of ISO 4217 that Intl knows. */
export function isCurrency(currency: string): boolean {
  return Intl.supportedValuesOf('currency').includes(currency);
}

/** Whether this is a language tag of BCP 47. */
export function isLocale(locale: string): boolean {
  return isAccepted(() => new Intl.NumberFormat(locale));
}

function isAccepted(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch (error) {
    // Intl has no other way to ask than to try.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
