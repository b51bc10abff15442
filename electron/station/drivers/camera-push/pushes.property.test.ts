import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalisePlate } from '#domain/session/plate.ts';
import { forgetfulMemory } from '../device-memory.ts';
import type { FieldInput } from '../driver.ts';
import { noTap } from '../line-tap.ts';
import { noPictures } from '../picture-sink.ts';
import { createPushDoor } from '../push-link.ts';
import { loadDriver } from '../registry.ts';
import { noSockets } from '../socket-link.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { recordedLog } from '../test-support/recorded-log.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { JPEG, SAMPLES, sample } from './test-support/samples.ts';

const CRLF = '\r\n';

/** A sample as a request, with a picture in front. */
function requestOf(document: Buffer): { readonly contentType: string; readonly body: Buffer } {
  const part = (head: string, bytes: Buffer) =>
    Buffer.concat([Buffer.from(`--b${CRLF}${head}${CRLF}${CRLF}`), bytes, Buffer.from(CRLF)]);
  const body = Buffer.concat([
    part('Content-Disposition: form-data; name="upload"', JPEG),
    part('Content-Disposition: form-data; name="json"', document),
    Buffer.from(`--b--${CRLF}`),
  ]);
  return { contentType: 'multipart/form-data; boundary=b', body };
}

type Mutation =
  | { readonly kind: 'flip' | 'insert'; readonly at: number; readonly byte: number }
  | { readonly kind: 'cut' | 'repeat'; readonly at: number; readonly length: number };

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('flip' as const, 'insert' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.oneof(fc.constantFrom(...Buffer.from('<>"\'{}[]&-\r\n,:')), fc.nat(255)),
  }),
  fc.record({
    kind: fc.constantFrom('cut' as const, 'repeat' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(400),
  }),
);

function mutated(body: Buffer, mutations: readonly Mutation[]): Buffer {
  let bytes = Buffer.from(body);
  for (const change of mutations) {
    const at = Math.floor(change.at * bytes.length);
    switch (change.kind) {
      case 'flip':
        if (bytes.length > 0) bytes[Math.min(at, bytes.length - 1)] = change.byte;
        break;
      case 'insert':
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from([change.byte]),
          bytes.subarray(at),
        ]);
        break;
      case 'cut':
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.length)]);
        break;
      case 'repeat':
        bytes = Buffer.concat([bytes.subarray(0, at + change.length), bytes.subarray(at)]);
        break;
    }
  }
  return bytes;
}

/** Two cameras of one make post; the second is told apart by the make's own name for it. */
async function twoCameras(make: (typeof SAMPLES)[number]['make'], camera: string) {
  const lot = smallLot([
    { id: 'one', label: 'One', driver: 'camera-push', laneId: 'in', make, camera },
    { id: 'two', label: 'Two', driver: 'camera-push', laneId: 'out', make, camera: 'another' },
  ]);
  const door = createPushDoor();
  const inputs: { readonly deviceId: string; readonly input: FieldInput }[] = [];
  for (const device of lot.devices)
    await loadDriver({
      device,
      lot,
      mqtt: noMqtt,
      push: door.ofLot(lot.id),
      sockets: noSockets,
      pictures: noPictures,
      log: recordedLog(),
      emit: (input) => inputs.push({ deviceId: device.id, input }),
      drop: () => undefined,
      now: () => 0,
      tap: noTap,
      memory: forgetfulMemory(),
      secret: () => null,
    });
  return { door, lot, inputs };
}

it.each(SAMPLES)(
  '$make: no mutation of a post trips the driver or reaches a wrong lane',
  async ({ make, file, camera }) => {
    const request = requestOf(sample(file));
    let reads = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        const { door, lot, inputs } = await twoCameras(make, camera);
        const body = mutated(request.body, mutations);
        for (const { id } of lot.devices) {
          const answer = door.take(lot.id, id, { contentType: request.contentType, body });
          expect(['taken', 'unreadable']).toContain(answer?.kind);
        }
        for (const { deviceId, input } of inputs) {
          if (input.kind !== 'plate') continue;
          reads += 1;
          // Only a mutation could make a post one of the other camera, and none here knows its name.
          expect([deviceId, input.laneId]).toEqual(['one', 'in']);
          expect(normalisePlate(input.plate)).toBe(input.plate);
          expect(input.confidence >= 0 && input.confidence <= 1).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    // Some mutations spare what matters: a property that no read ever reaches would prove nothing.
    expect(reads).toBeGreaterThan(40);
  },
);

it.each(SAMPLES)('$make: bytes of any kind are no more than a drop', async ({ make, camera }) => {
  const { door, lot, inputs } = await twoCameras(make, camera);
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 600 }),
      fc.constantFrom('', 'text/xml', 'application/json', 'multipart/form-data; boundary=b'),
      (bytes, contentType) => {
        door.take(lot.id, 'one', { contentType, body: Buffer.from(bytes) });
      },
    ),
    { numRuns: 500 },
  );
  expect(inputs.filter(({ input }) => input.kind === 'plate')).toEqual([]);
});
