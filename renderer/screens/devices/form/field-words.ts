import { t } from '../../../strings/index.ts';

const words = t.devices.form;

/** Endings of names that tell a unit. */
const UNITS: readonly [RegExp, string][] = [
  [/Ms$/u, 'ms'],
  [/Seconds$/u, 's'],
  [/Minutes$/u, 'min'],
  [/Bytes$/u, 'B'],
  [/Metres$/u, 'm'],
  [/Percent$/u, '%'],
];

/** What a field is called: by the catalogue, else its name in words, its unit in brackets. */
export function fieldLabel(name: string): string {
  const known = words.labels[name];
  if (known !== undefined) return known;
  const unit = UNITS.find(([ending]) => ending.test(name));
  const bare = unit === undefined ? name : name.replace(unit[0], '');
  const spelt = bare
    .replace(/([a-z\d])([A-Z])/gu, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  const label = spelt.charAt(0).toUpperCase() + spelt.slice(1);
  return unit === undefined ? label : `${label} (${unit[1]})`;
}

/** What helps to fill it in; undefined where the name says it all. */
export function fieldHelp(name: string): string | undefined {
  return words.help[name];
}

/** How a choice is called. */
export function choiceLabel(value: unknown): string {
  return words.choices[String(value)] ?? String(value);
}

/** An id out of a name: what people call it, in lower case with hyphens. */
export function idFrom(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 63);
}
