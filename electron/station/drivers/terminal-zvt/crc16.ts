const ETX = 0x03;

/**
 * The checksum of a serial frame (PA00P016): polynomial x^16 + x^12 + x^5 + 1 reflected (0x8408), start
 * 0, over the message before its DLEs are doubled and the ETX behind it; sent low byte first.
 */
export function frameCrc(apdu: Uint8Array): number {
  let crc = 0;
  for (const byte of [...apdu, ETX]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc;
}
