import { z } from 'zod';
import { SLOT_KINDS } from '../kinds.ts';
import { deviceHead, idSchema } from './common.ts';
import { serialSchema, tcpConnection } from './serial.ts';

/** What may stand in braces in a line of a sign. */
export const SIGN_WORDS = ['free', 'total', 'level', 'zone', 'lot', 'arrow', 'price'] as const;
export type SignWord = (typeof SIGN_WORDS)[number];

/** Where an arrow points, and how it is written until a sign's own character for it is known. */
export const ARROWS = {
  left: '←',
  up: '↑',
  right: '→',
  down: '↓',
} as const;
export type Arrow = keyof typeof ARROWS;
const ARROW_NAMES = Object.keys(ARROWS) as [Arrow];

/** Text with words in braces, such as `{level} {arrow} {free}`. */
const templateSchema = z
  .string()
  .min(1)
  .max(120)
  .superRefine((text, context) => {
    for (const [, word] of text.matchAll(/\{([^}]*)\}?/g))
      if (!SIGN_WORDS.some((known) => known === word))
        context.addIssue({
          code: 'custom',
          message: `words of ${SIGN_WORDS.map((known) => `{${known}}`).join(', ')}`,
        });
  });

/** One line of a board: what is counted, and how it is said. */
const boardLineSchema = z.strictObject({
  text: templateSchema.default('{free}'),
  /** Counts slots of this level alone; of the whole lot where neither level nor zone is named. */
  levelId: idSchema.optional(),
  zoneId: idSchema.optional(),
  /** Of these kinds alone. */
  kinds: z.array(z.enum(SLOT_KINDS)).min(1).max(SLOT_KINDS.length).optional(),
  arrow: z.enum(ARROW_NAMES).optional(),
  /** Stands for `{free}` when nothing is free. */
  full: z.string().max(20).default('FULL'),
});
export type BoardLine = z.infer<typeof boardLineSchema>;

/** What every sign has, whatever it speaks. */
const signHead = {
  ...deviceHead,
  /** The lane whose drivers read it. Absent: it stands somewhere in the lot. */
  laneId: idSchema.optional(),
  /** What it shows while its lane has nothing to say, and at all times without a lane. */
  shows: z.array(boardLineSchema).min(1).max(8).optional(),
} as const;

export const mqttSignSchema = z.strictObject({ ...signHead, driver: z.literal('sign-mqtt') });

/** Bytes as text: `\r`, `\n`, `\t`, `\\` and `\x02` stand for what a keyboard does not have. */
export const escapedText = z
  .string()
  .max(200)
  .regex(
    /^(?:[^\\]|\\(?:[rnt\\]|x[0-9a-fA-F]{2}))*$/,
    'text whose backslashes are \\r, \\n, \\t, \\\\ or \\x and two hexadecimal digits',
  );

const serialOf = (baudRate: number) =>
  z.strictObject({
    kind: z.literal('serial'),
    serial: serialSchema.extend({
      baudRate: serialSchema.shape.baudRate.default(baudRate),
      parity: serialSchema.shape.parity.default('none'),
    }),
  });

/** How a line of text moves on an Alpha sign, by its code in the protocol. */
export const ALPHA_MODES = {
  rotate: 'a',
  hold: 'b',
  flash: 'c',
  'roll-up': 'e',
  'roll-left': 'g',
  'wipe-left': 'k',
  scroll: 'm',
  automatic: 'o',
} as const;
const ALPHA_MODE_NAMES = Object.keys(ALPHA_MODES) as [keyof typeof ALPHA_MODES];

export const ALPHA_PLACEMENTS = {
  middle: ' ',
  top: '"',
  bottom: '&',
  fill: '0',
} as const;
const ALPHA_PLACEMENT_NAMES = Object.keys(ALPHA_PLACEMENTS) as [keyof typeof ALPHA_PLACEMENTS];

export const ALPHA_COLOURS = { red: '1', green: '2', amber: '3', automatic: 'C' } as const;
const ALPHA_COLOUR_NAMES = Object.keys(ALPHA_COLOURS) as [keyof typeof ALPHA_COLOURS];

/** A sign of Adaptive's family (Alpha, BetaBrite), over a serial line or its network adapter. */
export const alphaSignSchema = z.strictObject({
  ...signHead,
  driver: z.literal('sign-alpha'),
  connection: z.discriminatedUnion('kind', [tcpConnection(3_001), serialOf(9_600)]),
  /** Which signs listen: `Z` is all of them. */
  signType: z
    .string()
    .regex(/^[!-~]$/, 'one character')
    .default('Z'),
  /** Two hexadecimal digits; `00` is every sign on the line. */
  address: z
    .string()
    .regex(/^[0-9A-F?]{2}$/, 'two hexadecimal digits')
    .default('00'),
  /** The text file that is written; 0 goes before all others. */
  file: z
    .string()
    .regex(/^[ -~]$/, 'one character')
    .default('A'),
  mode: z.enum(ALPHA_MODE_NAMES).default('hold'),
  placement: z.enum(ALPHA_PLACEMENT_NAMES).default('fill'),
  colour: z.enum(ALPHA_COLOUR_NAMES).optional(),
  checksum: z.boolean().default(true),
  /** The text is read back, from signs whose line goes both ways. */
  readsBack: z.boolean().default(false),
  replyTimeoutMs: z.number().int().min(50).max(10_000).default(2_000),
});

/** A sign that takes plain characters in a frame of its own. */
export const asciiSignSchema = z.strictObject({
  ...signHead,
  driver: z.literal('sign-ascii'),
  connection: z.discriminatedUnion('kind', [tcpConnection(10_001), serialOf(9_600)]),
  /** Around the lines, which stand in place of `{text}`. */
  frame: escapedText
    .refine((frame) => frame.split('{text}').length === 2, { message: 'a text with {text} once' })
    .default('\\x02{text}\\x03'),
  /** Between two lines. */
  separator: escapedText.default('\\r\\n'),
  /** Longer lines are cut, shorter ones filled up with blanks, so that nothing old is left standing. */
  lineChars: z.number().int().min(1).max(200).optional(),
  lines: z.number().int().min(1).max(16).optional(),
  encoding: z.enum(['ascii', 'latin1', 'utf8']).default('ascii'),
  /** Its own characters for arrows. */
  arrows: z
    .strictObject({ left: escapedText, up: escapedText, right: escapedText, down: escapedText })
    .partial()
    .optional(),
  /** What it answers when it took the text; nothing where this is missing. */
  reply: escapedText.min(1).optional(),
  replyTimeoutMs: z.number().int().min(50).max(10_000).default(2_000),
  /** Sent again so often, for signs that go dark when they hear nothing. Absent: only when it changes. */
  repeatMs: z.number().int().min(1_000).max(600_000).optional(),
});

/** A sign of any kind. */
export type SignDevice =
  | z.infer<typeof mqttSignSchema>
  | z.infer<typeof alphaSignSchema>
  | z.infer<typeof asciiSignSchema>;
