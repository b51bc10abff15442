import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from './codec.ts';
import { transition } from './handshake.ts';
import { emptyMemory, readMemory, writeMemory } from './memory.ts';
import { createDeframer, encodeFrame } from './serial-frame.ts';
import { type HandshakeInput, type HandshakeState, initialState, type Settings } from './state.ts';

const settings: Settings = {
  password: '000000',
  currency: 'GBP',
  currencyNumeric: 826,
  receipts: 'station',
  ackTimeoutMs: 5_000,
  chargeTimeoutMs: 180_000,
  enquiryMs: 15_000,
  doubtTimeoutMs: 60_000,
};
const deviceId = 'terminal';
const paymentId = fc.constantFrom('p1', 'p2', 'p3');
const code = fc.constantFrom(0, 5, 0x6c, 0x9c, 0xb4, 0xff);

const info = fc.record({
  resultCode: fc.constantFrom(0, 0, 0, 5, null),
  amountMinor: fc.constantFrom(1_000, 1_000, 900, null),
  currencyNumeric: fc.constantFrom(826, null),
  terminalId: fc.constant('52523535'),
  receipt: fc.constantFrom('0041', '0042', '0043', null),
  trace: fc.constantFrom('000900', '000901', '000902'),
  originalTrace: fc.constantFrom(null, null, '000901'),
  cardName: fc.constant('Visa'),
  text: fc.constant(''),
  time: fc.constant(null),
  date: fc.constant(null),
  totals: fc.constant(null),
  problem: fc.constant(null),
});

const message: fc.Arbitrary<HandshakeInput> = fc
  .oneof(
    fc.constant({ kind: 'acknowledged' as const }),
    fc.constant({ kind: 'acknowledged' as const }),
    code.map((value) => ({ kind: 'refused' as const, code: value })),
    code.map((value) => ({ kind: 'aborted' as const, code: value })),
    info.map((value) => ({ kind: 'status' as const, info: value })),
    fc.constant({ kind: 'completed' as const, terminalId: null, currencyNumeric: null }),
    fc.constant({ kind: 'completed' as const, terminalId: null, currencyNumeric: 826 }),
    fc.constant({ kind: 'request' as const, control: 0x040d }),
  )
  .map((value) => ({ kind: 'message', message: value }));

const order: fc.Arbitrary<HandshakeInput> = paymentId.chain((id) =>
  fc
    .constantFrom(
      { kind: 'charge' as const, deviceId, paymentId: id, amountMinor: 1_000, currency: 'GBP' },
      {
        kind: 'ask-charge' as const,
        deviceId,
        paymentId: id,
        amountMinor: 1_000,
        currency: 'GBP',
        requestedAt: 0,
      },
      { kind: 'abort-charge' as const, deviceId, paymentId: id },
      {
        kind: 'reverse-charge' as const,
        deviceId,
        paymentId: id,
        amountMinor: 1_000,
        terminalReceipt: '0042',
      },
      { kind: 'end-of-day' as const, deviceId },
    )
    .map((value) => ({ kind: 'order', order: value })),
);

const event: fc.Arbitrary<HandshakeInput> = fc.constantFrom<HandshakeInput>(
  { kind: 'line-up' },
  { kind: 'line-down', sentence: 'The line was lost.' },
  { kind: 'garbage' },
  { kind: 'timeout' },
  { kind: 'doubt-timeout' },
);

/** What a terminal that works would say next, so that random scripts come further than registration. */
function whatWorks(state: HandshakeState): HandshakeInput {
  if (state.phase.kind === 'down') return { kind: 'line-up' };
  return {
    kind: 'message',
    message: { kind: 'completed', terminalId: '52523535', currencyNumeric: 826 },
  };
}

/** What may come in any order; `restart` is a station that died and came back. */
const script = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.constant('works' as const) },
    { weight: 4, arbitrary: message },
    { weight: 4, arbitrary: order },
    { weight: 2, arbitrary: event },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  ),
  { minLength: 20, maxLength: 120, size: 'max' },
);

describe('whatever a terminal says and a line does', () => {
  it('one payment is authorised once at most, and only after it was written down', () => {
    let payments = 0;
    fc.assert(
      fc.property(script, (inputs) => {
        const authorised = new Map<string, number>();
        let state = initialState(emptyMemory);
        let written = writeMemory(emptyMemory);
        const take = (input: HandshakeInput): void => {
          const step = transition(state, input, settings);
          state = step.state;
          for (const effect of step.effects) {
            if (effect.kind === 'remember') written = writeMemory(effect.memory);
            if (effect.kind === 'send' && effect.command.kind === 'authorise') {
              const { phase } = state;
              const id = phase.kind === 'authorising' ? phase.charge.paymentId : '?';
              expect(written).toContain(`"paymentId":"${id}"`);
              authorised.set(id, (authorised.get(id) ?? 0) + 1);
            }
          }
          if (step.effects.some((effect) => effect.kind === 'remember' && effect.confirm))
            take({ kind: 'remembered' });
        };
        take({ kind: 'line-up' });
        for (const input of inputs) {
          if (input !== 'restart') {
            take(input === 'works' ? whatWorks(state) : input);
            continue;
          }
          const memory = readMemory(written);
          expect(memory.ok).toBe(true);
          state = initialState(memory.ok ? memory.value : emptyMemory);
        }
        payments += authorised.size;
        expect([...authorised.values()].filter((count) => count > 1)).toEqual([]);
        expect(authorised.has('?')).toBe(false);
      }),
      { numRuns: 2_000 },
    );
    // A script that never charges proves nothing.
    expect(payments).toBeGreaterThan(1_000);
  });
});

describe('whatever bytes come in', () => {
  it('decoding gives a message or a sentence, and never throws', () => {
    const control = fc.constantFrom([4, 0x0f], [4, 0xff], [6, 0x0f], [6, 0xd3], [6, 0x1e]);
    const shaped = fc
      .tuple(control, fc.uint8Array({ maxLength: 120 }))
      .map(([head, data]) => Uint8Array.from([...head, data.length, ...data]));
    fc.assert(
      fc.property(fc.oneof(shaped, fc.uint8Array({ maxLength: 40 })), (bytes) => {
        const decoded = decodeMessage(bytes);
        if (!decoded.ok) expect(decoded.error).not.toBe('');
      }),
    );
  });

  it('a frame is read back as it was written, whatever noise was before it', () => {
    // Noise that begins a frame by itself swallows what comes after it: that is what NAK is for.
    const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.filter((b) => b !== 0x10));
    fc.assert(
      fc.property(noise, fc.uint8Array({ maxLength: 300 }), (before, message) => {
        const events = createDeframer().push(Buffer.concat([before, encodeFrame(message)]));
        expect(events.filter(({ kind }) => kind === 'frame')).toEqual([
          { kind: 'frame', apdu: Buffer.from(message) },
        ]);
      }),
    );
  });
});
