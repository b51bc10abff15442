import { openMockPort } from '../mock-port.ts';
import { frameOf, type WiegandCard, type WiegandDevice } from './codec.ts';

export interface MockWiegand {
  /** A card is held to the reader. Lost while the line is down. */
  hold(card: Pick<WiegandCard, 'bits' | 'facility' | 'card'>): void;
  sendRaw(bytes: Uint8Array): void;
  stop(): Promise<void>;
}

/** Plays a card reader with a converter to lines, at the field's end of a serial line. */
export async function startMockWiegand(
  device: Pick<WiegandDevice, 'serial' | 'padding' | 'format37'>,
): Promise<MockWiegand> {
  const port = await openMockPort(device.serial);
  return {
    hold: (card) => port.write(Buffer.from(`${frameOf(card, device)}\r\n`, 'latin1')),
    sendRaw: (bytes) => port.write(bytes),
    stop: () => port.stop(),
  };
}
