import type { DeviceOf } from '#domain/facility/device-file.ts';

export type WiegandDevice = DeviceOf<'scanner-wiegand'>;

/** How a frame of some length is read; bits are counted from 0, the first one sent. */
interface Layout {
  readonly bits: number;
  /** First and last bit of the facility code; null where the card's number fills the frame. */
  readonly facility: readonly [number, number] | null;
  readonly card: readonly [number, number];
  /** The first bit makes these even, together with itself. */
  readonly even: readonly [number, number];
  /** The last bit makes these odd, together with itself. */
  readonly odd: readonly [number, number];
}

/** Source: HID, Understanding Card Data Formats: H10301, H10306, H10304, H10302. */
const H10301: Layout = {
  bits: 26,
  facility: [1, 8],
  card: [9, 24],
  even: [1, 12],
  odd: [13, 24],
};
const H10306: Layout = {
  bits: 34,
  facility: [1, 16],
  card: [17, 32],
  even: [1, 16],
  odd: [17, 32],
};
/** The parities of 37 bits share the bit in the middle. */
const H10304: Layout = {
  bits: 37,
  facility: [1, 16],
  card: [17, 35],
  even: [1, 18],
  odd: [18, 35],
};
const H10302: Layout = { ...H10304, facility: null, card: [1, 35] };

/** A card as its frame names it. */
export interface WiegandCard {
  readonly bits: number;
  readonly facility: number | null;
  readonly card: number;
  /** The frame's digits, upper case, filled up at the front. */
  readonly hex: string;
}

export type WiegandReading =
  | { readonly ok: true; readonly card: WiegandCard }
  | { readonly ok: false; readonly reason: 'malformed' | 'line-garbage'; readonly detail: string };

type Rules = Pick<WiegandDevice, 'padding' | 'format37'>;

/**
 * Reads a line such as `0x2C5A3F1`, `26:2C5A3F1` or `W34 1A2B3C4D5`: hexadecimal digits, and before them
 * the number of bits where the reader tells it. Never throws.
 */
export function readFrame(line: string, rules: Rules): WiegandReading {
  const match = /^(?:W?(\d{2})\s*[:,; ]\s*)?(?:0X)?([0-9A-F]{7,10})$/.exec(
    line.trim().toUpperCase(),
  );
  if (match === null) return refused('malformed', 'a line that is no Wiegand frame');
  const [, told, digits = ''] = match;
  const layout = layoutOf(digits.length, rules);
  if (layout === null) return refused('malformed', `a frame of ${digits.length} digits`);
  if (told !== undefined && Number(told) !== layout.bits)
    return refused('malformed', `${digits.length} digits for a frame of ${told} bits`);
  const bits = bitsOf(digits, layout.bits, rules.padding);
  if (bits === null) return refused('malformed', `more than ${layout.bits} bits`);
  if (ones(bits, layout.even) % 2 !== bits[0] || ones(bits, layout.odd) % 2 === bits.at(-1))
    return refused('line-garbage', `a frame of ${layout.bits} bits whose parity is wrong`);
  const { facility } = layout;
  return {
    ok: true,
    card: {
      bits: layout.bits,
      facility: facility === null ? null : numberOf(bits, facility),
      card: numberOf(bits, layout.card),
      hex: BigInt(`0b${bits.join('')}`)
        .toString(16)
        .toUpperCase()
        .padStart(digits.length, '0'),
    },
  };
}

/** How a card's number is written where it is noted with a membership. */
export function cardText(
  { facility, card, hex }: WiegandCard,
  as: WiegandDevice['cardNumber'],
): string {
  if (as === 'hex') return hex;
  return as === 'card' || facility === null ? String(card) : `${facility}-${card}`;
}

function refused(reason: 'malformed' | 'line-garbage', detail: string): WiegandReading {
  return { ok: false, reason, detail };
}

/** 26 bits take 7 digits, 34 bits 9 and 37 bits 10. */
function layoutOf(digits: number, { format37 }: Rules): Layout | null {
  switch (digits) {
    case 7:
      return H10301;
    case 9:
      return H10306;
    case 10:
      return format37 === 'h10304' ? H10304 : H10302;
    default:
      return null;
  }
}

/** The bits of a frame, or null where those that only fill up are not all 0. */
function bitsOf(
  digits: string,
  count: number,
  padding: Rules['padding'],
): readonly number[] | null {
  const all = [...digits].flatMap((digit) =>
    [8, 4, 2, 1].map((bit) => ((Number.parseInt(digit, 16) & bit) === 0 ? 0 : 1)),
  );
  const spare = all.length - count;
  const [fill, frame] =
    padding === 'before'
      ? [all.slice(0, spare), all.slice(spare)]
      : [all.slice(count), all.slice(0, count)];
  return fill.every((bit) => bit === 0) ? frame : null;
}

function ones(bits: readonly number[], [from, to]: readonly [number, number]): number {
  return bits.slice(from, to + 1).reduce((sum, bit) => sum + bit, 0);
}

function numberOf(bits: readonly number[], [from, to]: readonly [number, number]): number {
  return bits.slice(from, to + 1).reduce((value, bit) => value * 2 + bit, 0);
}

/** The line that a reader sends for a card; for played readers and tests. */
export function frameOf(
  { bits, facility, card }: Pick<WiegandCard, 'bits' | 'facility' | 'card'>,
  { padding, format37 }: Rules,
): string {
  const layout = [H10301, H10306, format37 === 'h10304' ? H10304 : H10302].find(
    (one) => one.bits === bits,
  );
  if (layout === undefined) throw new Error(`no frame has ${bits} bits`);
  const frame = new Array<number>(bits).fill(0);
  const put = (value: number, [from, to]: readonly [number, number]) => {
    let rest = value;
    for (let at = to; at >= from; at -= 1) {
      frame[at] = rest % 2;
      rest = Math.floor(rest / 2);
    }
  };
  if (layout.facility !== null && facility !== null) put(facility, layout.facility);
  put(card, layout.card);
  frame[0] = ones(frame, layout.even) % 2;
  frame[bits - 1] = (ones(frame, layout.odd) + 1) % 2;
  const digits = Math.ceil(bits / 4);
  const fill = new Array<number>(digits * 4 - bits).fill(0);
  const all = padding === 'before' ? [...fill, ...frame] : [...frame, ...fill];
  return BigInt(`0b${all.join('')}`)
    .toString(16)
    .toUpperCase()
    .padStart(digits, '0');
}
