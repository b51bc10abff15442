/** ChirpStack v4's default topic of an application's events. */
export function chirpstackTopic(
  applicationId: string,
  devEui: string,
  event: 'up' | 'status',
): string {
  return `application/${applicationId}/device/${devEui}/event/${event}`;
}
