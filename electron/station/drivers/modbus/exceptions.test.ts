import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noTap } from '../line-tap.ts';
import { until } from '../test-support/wait.ts';
import { type BusMember, openBus } from './bus.ts';

const HEADER_BYTES = 7;
const ASKED_UNIT = 3;

/** A server that answers every request as it is told: an exception, another unit, or the late answer before. */
let reply: (request: Buffer) => readonly Buffer[];
let server: Server;
let member: BusMember;
const sockets = new Set<Socket>();

beforeEach(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      for (const one of reply(request)) socket.write(one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const bus = openBus({ address: { kind: 'tcp', host: '127.0.0.1', port }, framing: 'tcp' });
  member = bus.join({
    ...{ unit: ASKED_UNIT, replyTimeoutMs: 300, tap: noTap },
    ...{ onOpen() {}, onDown() {}, onGarbage() {} },
  });
  await until('the connection', () => member.isOpen);
});
afterEach(async () => {
  await member.leave();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** The header of a request with other data behind it. */
function answer(request: Buffer, unit: number, data: readonly number[]): Buffer {
  const head = Buffer.from(request.subarray(0, HEADER_BYTES));
  head.writeUInt16BE(data.length + 1, 4);
  head[6] = unit;
  return Buffer.concat([head, Buffer.from(data)]);
}

describe('what a Modbus controller answers', () => {
  it.each([1, 2, 3, 4, 5, 6, 8])('exception %i is its word', async (code) => {
    reply = (request) => [answer(request, ASKED_UNIT, [(request[7] ?? 0) | 0x80, code])];
    expect(await member.readBits('discrete-inputs', 0, 5)).toMatchObject({
      kind: 'exception',
      code,
    });
    expect(await member.writeCoil(0, true)).toMatchObject({ kind: 'exception', code });
  });

  it.each([10, 11])('exception %i is a gateway that hears nothing of it', async (code) => {
    reply = (request) => [answer(request, ASKED_UNIT, [(request[7] ?? 0) | 0x80, code])];
    expect(await member.readBits('discrete-inputs', 0, 5)).toEqual({ kind: 'no-reply' });
  });

  it('another unit says nothing of it', async () => {
    reply = (request) => [answer(request, 9, [2, 1, 0b10101])];
    expect(await member.readBits('discrete-inputs', 0, 5)).toEqual({ kind: 'no-reply' });
    reply = (request) => [answer(request, ASKED_UNIT, [2, 1, 0b10101])];
    expect(await member.readBits('discrete-inputs', 0, 5)).toMatchObject({ kind: 'ok' });
  });

  it('an answer that comes after its time is none to the next question', async () => {
    let late: Buffer | null = null;
    reply = (request) => {
      late = answer(request, ASKED_UNIT, [2, 1, 0b11111]);
      return [];
    };
    expect(await member.readBits('discrete-inputs', 0, 5)).toEqual({ kind: 'no-reply' });
    reply = (request) => [...(late ? [late] : []), answer(request, ASKED_UNIT, [2, 1, 0])];
    const read = await member.readBits('discrete-inputs', 0, 5);
    expect(read.kind === 'ok' && read.value.slice(0, 5)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
