/** Watches a connection's bytes for MQTT packets that are larger than allowed. */
export interface PacketGuard {
  /** Looks at the next bytes; false as soon as a packet announces more than the limit. */
  accepts(chunk: Uint8Array): boolean;
}

/**
 * Reads only the fixed headers (MQTT 3.1.1, section 2.2): one type byte, then the remaining length in
 * up to four bytes of seven bits. The broker library would collect up to 256 MB before it looks.
 */
export function createPacketGuard(maxPacketBytes: number): PacketGuard {
  let bodyLeft = 0;
  let headerByte = 0;
  let length = 0;

  return {
    accepts(chunk) {
      let i = 0;
      while (i < chunk.length) {
        if (bodyLeft > 0) {
          const taken = Math.min(bodyLeft, chunk.length - i);
          bodyLeft -= taken;
          i += taken;
          continue;
        }
        const byte = chunk[i] ?? 0;
        i += 1;
        if (headerByte === 0) {
          headerByte = 1;
          length = 0;
          continue;
        }
        length += (byte & 0x7f) * 128 ** (headerByte - 1);
        if (length > maxPacketBytes || headerByte > 4) return false;
        if (byte & 0x80) {
          headerByte += 1;
        } else {
          headerByte = 0;
          bodyLeft = length;
        }
      }
      return true;
    },
  };
}
