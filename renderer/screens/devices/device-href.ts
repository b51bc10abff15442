/** Where a device stands in the device centre. */
export function deviceHref(deviceId: string): string {
  return `/devices?device=${encodeURIComponent(deviceId)}`;
}
