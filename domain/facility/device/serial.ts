import { z } from 'zod';

/** How a serial line is opened. */
export const serialSchema = z.strictObject({
  path: z.string().min(1).max(200),
  baudRate: z.number().int().min(300).max(921_600).default(19_200),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('even'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  /** How the device holds the station back: RTS and CTS, or XON and XOFF; not at all when missing. */
  flowControl: z.enum(['hardware', 'software']).optional(),
});
export type SerialSettings = z.infer<typeof serialSchema>;

/** Where a device listens on the network. */
export function tcpConnection(defaultPort: number) {
  return z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535).default(defaultPort),
  });
}
