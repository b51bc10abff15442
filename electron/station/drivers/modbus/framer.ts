/** How Modbus requests and replies stand on one kind of line. */
export interface Framer {
  /** A request leaves: what came before belongs to none. `stale` is how many bytes that was. */
  send(request: Buffer): { readonly wire: Buffer; readonly stale: number };
  /**
   * The whole reply to the last request once it is there, as an RTU frame with a valid checksum; what is
   * no part of it is counted.
   */
  push(chunk: Uint8Array): { readonly reply: Buffer | null; readonly garbageBytes: number };
}
