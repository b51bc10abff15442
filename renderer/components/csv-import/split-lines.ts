/** Whole lines of a file and the line that they begin with, counted from 1. */
export interface LinesPart {
  readonly text: string;
  readonly firstLine: number;
}

/** Cuts a text at ends of lines into parts of at most so many characters; a longer line is one by itself. */
export function splitLines(text: string, mostChars: number): readonly LinesPart[] {
  const parts: LinesPart[] = [];
  let firstLine = 1;
  for (let from = 0; from < text.length; ) {
    const end = endOfPart(text, from, mostChars);
    const part = text.slice(from, end);
    parts.push({ text: part, firstLine });
    firstLine += part.split('\n').length - 1;
    from = end;
  }
  return parts;
}

function endOfPart(text: string, from: number, mostChars: number): number {
  if (text.length - from <= mostChars) return text.length;
  const last = text.lastIndexOf('\n', from + mostChars - 1);
  if (last >= from) return last + 1;
  const next = text.indexOf('\n', from);
  return next < 0 ? text.length : next + 1;
}
