/** The checksum of Modbus RTU (Modbus over Serial Line V1.02, section 2.5.1.2). */
export function crc16(bytes: Uint8Array, length = bytes.length): number {
  let crc = 0xffff;
  for (let i = 0; i < length; i++) {
    crc ^= bytes[i] ?? 0;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** The bytes with their checksum, low byte first. */
export function withCrc(bytes: Uint8Array): Buffer {
  const crc = crc16(bytes);
  return Buffer.concat([bytes, Buffer.from([crc & 0xff, crc >>> 8])]);
}

/** Whether the last two bytes of `length` are the checksum of those before. */
export function crcHolds(bytes: Uint8Array, length = bytes.length): boolean {
  if (length < 4) return false;
  const crc = crc16(bytes, length - 2);
  return bytes[length - 2] === (crc & 0xff) && bytes[length - 1] === crc >>> 8;
}
