import type { z } from 'zod';
import { CARD_NUMBER } from '../payment/free-text.ts';
import { foundText, type ProblemList, pathText } from './lot-file-problem.ts';

type Issue = z.core.$ZodIssue;

/** Takes over what the schema found, said as `expected …, found …`. */
export function addSchemaProblems(json: unknown, issues: readonly Issue[], to: ProblemList): void {
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      const place = issue.path.length === 0 ? 'a lot file' : pathText(issue.path);
      for (const key of issue.keys)
        to.add(pathText([...issue.path, key]), `only the known fields of ${place}`, 'this one');
      continue;
    }
    const found = issue.code === 'invalid_key' ? issue.path.at(-1) : valueAt(json, issue.path);
    // Such a number is not repeated to anybody.
    if (issue.message === CARD_NUMBER)
      to.add(pathText(issue.path), 'no card number', 'what looks like one');
    else to.add(pathText(issue.path), expectedText(issue), foundText(found));
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  tuple: 'a point [x, y] in metres',
};

function expectedText(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return alternatives(issue.values);
    case 'invalid_union':
      return unionText(issue);
    case 'too_small':
      return boundText(
        issue.origin,
        issue.inclusive === false ? 'more than' : 'at least',
        issue.minimum,
      );
    case 'too_big':
      return boundText(
        issue.origin,
        issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum,
      );
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'another name';
    default:
      // Formats and own checks carry a message that is written as what is expected.
      return issue.message;
  }
}

function unionText(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('options' in issue && Array.isArray(issue.options)) return alternatives(issue.options);
  const values = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : [])),
  );
  return values.length > 0 ? alternatives(values) : issue.message;
}

function boundText(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `a text of ${bound} ${counted(limit, 'character')}`;
  if (origin === 'array') return `a list of ${bound} ${counted(limit, 'item')}`;
  return `${bound} ${limit}`;
}

function counted(count: number | bigint, what: string): string {
  return `${count} ${what}${Number(count) === 1 ? '' : 's'}`;
}

function alternatives(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value) ?? String(value));
  return texts.length === 1 ? String(texts[0]) : `one of ${texts.join(', ')}`;
}

/** What the file has at a path, undefined where it has nothing. */
function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
