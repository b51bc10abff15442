/// <reference path="./sax.d.ts" />
import sax from 'sax';

/** An element with its local name in lower case: cameras change both case and prefix. */
export interface XmlElement {
  readonly name: string;
  /** All text that stands directly in it, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const DEPTH_MAX = 32;
const ELEMENTS_MAX = 5_000;

interface Growing {
  name: string;
  text: string;
  children: Growing[];
}

/**
 * Reads a document; null for one that is not well-formed, too deep or too long. Entities beyond XML's
 * own five are never resolved, and a document that declares any (DOCTYPE) is refused. A bare `&`,
 * which cameras leave in names, is taken for what it looks like.
 */
export function parseXml(text: string): XmlElement | null {
  const parser = sax.parser(true);
  const top: Growing = { name: '', text: '', children: [] };
  const open = [top];
  let isBad = false;
  let elements = 0;
  const addText = (more: string) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += more;
  };
  parser.onerror = (error) => {
    if (!/entity/i.test(error.message)) isBad = true;
    parser.error = null;
  };
  parser.ondoctype = () => {
    isBad = true;
  };
  parser.onopentag = ({ name }) => {
    elements += 1;
    if (elements > ELEMENTS_MAX || open.length > DEPTH_MAX) {
      isBad = true;
      return;
    }
    const element = { name: localName(name), text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  parser.onclosetag = () => {
    const closed = open.length > 1 ? open.pop() : undefined;
    if (closed !== undefined) closed.text = closed.text.trim();
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  // In pieces, so that a document that is bad from its start is not read to its end.
  for (let at = 0; at < text.length && !isBad; at += PIECE_CHARS)
    parser.write(text.slice(at, at + PIECE_CHARS));
  if (!isBad) parser.close();
  const [root] = top.children;
  return isBad || root === undefined || top.children.length > 1 ? null : root;
}

const PIECE_CHARS = 4_096;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** The first element at a path of lower-case names below `from`. */
export function find(from: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = from;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}

/** The text at a path; undefined where nothing stands. */
export function textAt(from: XmlElement, ...path: readonly string[]): string | undefined {
  const text = find(from, ...path)?.text;
  return text === '' ? undefined : text;
}

/** All elements of a name, the element itself included, in the order of the document. */
export function all(from: XmlElement, name: string): readonly XmlElement[] {
  const below = from.children.flatMap((child) => all(child, name));
  return from.name === name ? [from, ...below] : below;
}
