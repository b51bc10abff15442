import { z } from 'zod';
import { BARRIER_INPUTS } from './barrier-profiles.ts';
import { deviceHead, idSchema } from './common.ts';
import { serialSchema, tcpConnection } from './serial.ts';
import { escapedText } from './sign.ts';

/** A line, in which `*` stands for anything. */
const pattern = escapedText.min(1);

const commandSchema = z.strictObject({
  send: escapedText.min(1),
  /** What the barrier answers when it took it. Absent: it does not answer. */
  reply: pattern.optional(),
});

/** A barrier that takes commands as lines of text. */
export const asciiBarrierSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('barrier-ascii'),
  laneId: idSchema,
  connection: z.discriminatedUnion('kind', [
    tcpConnection(4_001),
    z.strictObject({
      kind: z.literal('serial'),
      serial: serialSchema.extend({
        baudRate: serialSchema.shape.baudRate.default(9_600),
        parity: serialSchema.shape.parity.default('none'),
      }),
    }),
  ]),
  commands: z.strictObject({
    vend: commandSchema,
    hold: commandSchema.optional(),
    /** Before `close`, where a hold has to be ended by a word of its own. */
    release: commandSchema.optional(),
    close: commandSchema.optional(),
  }),
  /** Ends each line, both ways. */
  ending: escapedText.min(1).default('\\r\\n'),
  /** What it answers to a command that it does not take. */
  refusal: pattern.optional(),
  /** Asked so often how it stands. Absent: it is online while its line is open. */
  status: z
    .strictObject({
      send: escapedText.min(1),
      everyMs: z.number().int().min(50).max(60_000).default(1_000),
    })
    .optional(),
  /** What its lines mean, whether it was asked or speaks by itself. */
  words: z
    .array(
      z.strictObject({
        line: pattern,
        gate: z.enum(['open', 'closed', 'moving', 'fault']).optional(),
        on: z.array(z.enum(BARRIER_INPUTS)).max(2).optional(),
        off: z.array(z.enum(BARRIER_INPUTS)).max(2).optional(),
      }),
    )
    .max(40)
    .default([]),
  replyTimeoutMs: z.number().int().min(20).max(10_000).default(1_000),
});
