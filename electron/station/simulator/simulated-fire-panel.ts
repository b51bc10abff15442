import type { LotFile } from '#domain/facility/lot-file.ts';
import { type MockContact, startMockContact } from '../drivers/contact-mqtt/mock.ts';

/** Plays the fire panel of a lot, if it has one. */
export async function startFirePanel(lot: LotFile, url: string): Promise<MockContact | null> {
  const device = lot.devices.find(
    (one) => one.driver === 'contact-mqtt' && one.contact === 'fire-alarm',
  );
  if (device === undefined) return null;
  return await startMockContact({ url, lotId: lot.id, deviceId: device.id });
}
