import { type MockPeer, openMockEnd } from '../mock-end.ts';
import {
  createMockController,
  type MockController,
  type MockControllerOptions,
} from '../modbus/mock-controller.ts';
import { answerRequest, createSlave } from '../modbus/slave.ts';

/** Transaction, protocol and length come before the unit and its data. */
const HEADER_BYTES = 6;
const BUFFER_MAX_BYTES = 4_096;

export interface MockTcpBarrierOptions extends MockControllerOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly unit: number;
  readonly framing?: 'tcp' | 'rtu';
}

/** A played board: a Modbus TCP server, or a serial server that passes RTU frames through. */
export interface MockTcpBarrier extends MockController {
  readonly port: number;
  /** Hears and says nothing, as with a hung program behind a living network card. */
  setSilent(silent: boolean): void;
  /** Sends bytes that nobody asked for, to everybody who is connected. */
  sendRaw(bytes: Uint8Array): void;
  /** Power cut, and back under the same port. */
  die(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on the loopback. Rejects when the port is taken. */
export async function startMockTcpBarrier(options: MockTcpBarrierOptions): Promise<MockTcpBarrier> {
  const controller = createMockController(options);
  const servers = new WeakMap<MockPeer, Answer>();
  let silent = false;

  function serverOf(peer: MockPeer): Answer {
    const held = servers.get(peer);
    if (held !== undefined) return held;
    const made =
      options.framing === 'rtu' ? rtuServer(options, controller) : tcpServer(options, controller);
    servers.set(peer, made);
    return made;
  }

  const end = await openMockEnd({ kind: 'tcp', port: options.port }, (chunk, peer) => {
    if (!silent) for (const reply of serverOf(peer)(chunk)) peer.write(reply);
  });
  return {
    ...controller,
    get port() {
      return end.port;
    },
    setSilent(now) {
      silent = now;
    },
    sendRaw: (bytes) => end.write(bytes),
    die: () => end.die(),
    revive: () => end.revive(),
    async stop() {
      controller.stop();
      await end.stop();
    },
  };
}

/** What one connection's bytes are answered by. */
type Answer = (chunk: Buffer) => Buffer[];

function tcpServer(
  { unit }: MockTcpBarrierOptions,
  controller: ReturnType<typeof createMockController>,
): Answer {
  let buffer = Buffer.alloc(0);
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk]).subarray(-BUFFER_MAX_BYTES);
    const replies: Buffer[] = [];
    while (buffer.length > HEADER_BYTES && buffer.length >= HEADER_BYTES + buffer.readUInt16BE(4)) {
      const end = HEADER_BYTES + buffer.readUInt16BE(4);
      const request = buffer.subarray(HEADER_BYTES, end);
      if (request[0] === unit) {
        const reply = answerRequest(request, controller.model);
        const header = Buffer.from(buffer.subarray(0, HEADER_BYTES));
        header.writeUInt16BE(reply.length, 4);
        replies.push(Buffer.concat([header, reply]));
      }
      buffer = buffer.subarray(end);
    }
    return replies;
  };
}

function rtuServer(
  { unit }: MockTcpBarrierOptions,
  controller: ReturnType<typeof createMockController>,
): Answer {
  const slave = createSlave(unit, controller.model);
  return (chunk) => slave.push(chunk);
}
