import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
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
  const sockets = new Set<Socket>();
  let silent = false;
  let server: Server | null = null;
  let port = options.port;

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    // A station that goes away without a farewell is its own business.
    socket.on('error', () => undefined);
    const answer = options.framing === 'rtu' ? rtuServer(options, controller) : tcpServer();
    socket.on('data', (chunk) => {
      if (!silent) for (const reply of answer(chunk)) socket.write(reply);
    });
  }

  function tcpServer(): (chunk: Buffer) => Buffer[] {
    let buffer = Buffer.alloc(0);
    return (chunk) => {
      buffer = Buffer.concat([buffer, chunk]).subarray(-BUFFER_MAX_BYTES);
      const replies: Buffer[] = [];
      while (
        buffer.length > HEADER_BYTES &&
        buffer.length >= HEADER_BYTES + buffer.readUInt16BE(4)
      ) {
        const end = HEADER_BYTES + buffer.readUInt16BE(4);
        const request = buffer.subarray(HEADER_BYTES, end);
        if (request[0] === options.unit) {
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

  async function listen(): Promise<void> {
    const opened = createServer(serve);
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', resolve);
    });
    server = opened;
    port = (opened.address() as AddressInfo).port;
  }

  async function die(): Promise<void> {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  await listen();
  return {
    ...controller,
    get port() {
      return port;
    },
    setSilent(now) {
      silent = now;
    },
    sendRaw(bytes) {
      for (const socket of sockets) socket.write(bytes);
    },
    die,
    async revive() {
      if (server === null) await listen();
    },
    async stop() {
      controller.stop();
      await die();
    },
  };
}

function rtuServer(
  { unit }: MockTcpBarrierOptions,
  controller: ReturnType<typeof createMockController>,
): (chunk: Buffer) => Buffer[] {
  const slave = createSlave(unit, controller.model);
  return (chunk) => slave.push(chunk);
}
