const ESCAPE = /\\(?:([rnt\\])|x([0-9a-fA-F]{2}))/g;
const PLAIN: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };

/** What a text with `\r`, `\n`, `\t`, `\\` and `\x02` stands for, one character a byte. */
export function unescapeText(text: string): string {
  return text.replace(ESCAPE, (_, plain: string | undefined, hex: string | undefined) =>
    plain === undefined
      ? String.fromCharCode(Number.parseInt(hex ?? '0', 16))
      : (PLAIN[plain] ?? ''),
  );
}
