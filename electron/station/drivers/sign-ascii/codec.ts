import { ARROWS, type Arrow } from '#domain/facility/device/sign.ts';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import { unescapeText } from '../escaped-text.ts';

export type AsciiSign = DeviceOf<'sign-ascii'>;

const ASCII_ARROWS: Readonly<Record<Arrow, string>> = { left: '<', up: '^', right: '>', down: 'v' };

/** The lines in the sign's frame, as bytes. */
export function encodeLines(
  sign: Pick<AsciiSign, 'frame' | 'separator' | 'lineChars' | 'lines' | 'encoding' | 'arrows'>,
  lines: readonly string[],
): Buffer {
  const { lineChars, encoding } = sign;
  const count = sign.lines ?? lines.length;
  const fitted = Array.from({ length: count }, (_, i) => {
    const plain = plainText(lines[i] ?? '', encoding);
    const cut = lineChars === undefined ? plain : plain.slice(0, lineChars).padEnd(lineChars);
    return Buffer.from(withArrows(cut, sign), encoding === 'utf8' ? 'utf8' : 'latin1');
  });
  const separator = Buffer.from(unescapeText(sign.separator), 'latin1');
  const [before = '', after = ''] = sign.frame.split('{text}');
  return Buffer.concat([
    Buffer.from(unescapeText(before), 'latin1'),
    ...fitted.flatMap((line, i) => (i === 0 ? [line] : [separator, line])),
    Buffer.from(unescapeText(after), 'latin1'),
  ]);
}

/** Characters that the encoding does not have lose their accents, or are a question mark; arrows wait. */
function plainText(text: string, encoding: AsciiSign['encoding']): string {
  const arrows = new Set<string>(Object.values(ARROWS));
  // What has a meaning on the line must not come from a lot's or a level's name.
  const clean = text.replace(/\p{Cc}/gu, ' ');
  if (encoding === 'utf8') return clean;
  const most = encoding === 'latin1' ? 0xff : 0x7e;
  const fits = (char: string) => arrows.has(char) || (char.codePointAt(0) ?? 0) <= most;
  return [...clean]
    .map((char) => {
      if (fits(char)) return char;
      const bare = char.normalize('NFKD').replace(/\p{M}/gu, '');
      return [...bare].every(fits) ? bare : '?';
    })
    .join('');
}

function withArrows(text: string, { arrows, encoding }: Pick<AsciiSign, 'arrows' | 'encoding'>) {
  return (Object.keys(ARROWS) as Arrow[]).reduce((said, arrow) => {
    const own = arrows?.[arrow];
    if (own === undefined && encoding === 'utf8') return said;
    return said.replaceAll(
      ARROWS[arrow],
      own === undefined ? ASCII_ARROWS[arrow] : unescapeText(own),
    );
  }, text);
}
