/** As much of JSON Schema as drivers' configurations are written in. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
}

export type Json = Readonly<Record<string, unknown>>;

/** How a field is asked for. */
export type FieldKind =
  | { readonly kind: 'fixed'; readonly value: unknown }
  | { readonly kind: 'choice'; readonly values: readonly unknown[] }
  | { readonly kind: 'text' | 'boolean' | 'word' }
  | { readonly kind: 'number'; readonly isWhole: boolean }
  | { readonly kind: 'group'; readonly properties: Readonly<Record<string, Schema>> }
  /** Objects of several shapes, told apart by one constant field. */
  | { readonly kind: 'variants'; readonly by: string; readonly shapes: readonly Schema[] }
  | { readonly kind: 'list'; readonly items: Schema }
  | { readonly kind: 'unknown' };

export function fieldKind(schema: Schema): FieldKind {
  if (schema.const !== undefined) return { kind: 'fixed', value: schema.const };
  if (schema.enum !== undefined) return { kind: 'choice', values: schema.enum };
  const shapes = schema.oneOf ?? schema.anyOf;
  if (shapes !== undefined) return kindOfShapes(shapes);
  switch (schema.type) {
    case 'string':
      return { kind: 'text' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
    case 'number':
      return { kind: 'number', isWhole: schema.type === 'integer' };
    case 'object':
      return { kind: 'group', properties: schema.properties ?? {} };
    case 'array':
      return { kind: 'list', items: schema.items ?? {} };
    default:
      return { kind: 'unknown' };
  }
}

function kindOfShapes(all: readonly Schema[]): FieldKind {
  // What may be null is simply left empty.
  const shapes = all.filter(({ type }) => type !== 'null');
  const [only] = shapes;
  if (only !== undefined && shapes.length === 1) return fieldKind(only);
  if (shapes.every((shape) => shape.const !== undefined))
    return { kind: 'choice', values: shapes.map((shape) => shape.const) };
  const by = discriminator(shapes);
  if (by !== null) return { kind: 'variants', by, shapes };
  return shapes.every(({ type }) => type !== 'object' && type !== 'array')
    ? { kind: 'word' }
    : { kind: 'unknown' };
}

/** The field that all shapes have as a constant, each another one. */
function discriminator(shapes: readonly Schema[]): string | null {
  const [first] = shapes;
  for (const name of Object.keys(first?.properties ?? {})) {
    const values = shapes.map((shape) => shape.properties?.[name]?.const);
    if (values.every((value) => value !== undefined) && new Set(values).size === shapes.length)
      return name;
  }
  return null;
}

/** What a shape is called: its constant. */
export function shapeName(shape: Schema, by: string): string {
  return String(shape.properties?.[by]?.const ?? '');
}

/** The shape of a value, or the first. */
export function shapeOf(shapes: readonly Schema[], by: string, value: Json): Schema | undefined {
  return shapes.find((shape) => shape.properties?.[by]?.const === value[by]) ?? shapes[0];
}

/** What a new value of a schema has to begin with: its constants, and what they stand in. */
export function startOf(schema: Schema): unknown {
  const field = fieldKind(schema);
  switch (field.kind) {
    case 'fixed':
      return field.value;
    case 'variants':
      return startOf(field.shapes[0] ?? {});
    case 'group':
      return startOfGroup(schema, field.properties);
    case 'list':
      return (schema.default as unknown) ?? [];
    default:
      return undefined;
  }
}

function startOfGroup(schema: Schema, properties: Readonly<Record<string, Schema>>): Json {
  const start: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(properties)) {
    if (schema.required?.includes(name) !== true) continue;
    const value = startOf(inner);
    if (value !== undefined) start[name] = value;
  }
  return start;
}

/** Another shape of the same thing: what both shapes have is taken along. */
export function inShape(shape: Schema, by: string, value: Json): Json {
  const start = startOf(shape) as Json;
  const kept = Object.fromEntries(
    Object.entries(value).filter(([name]) => name !== by && shape.properties?.[name] !== undefined),
  );
  return { ...start, ...kept };
}

/** A typed word of a list that takes truth values and numbers as well. */
export function wordOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d{1,15}(?:\.\d+)?$/u.test(text) ? Number(text) : text;
}

/** The same object with one field set; undefined takes it out. */
export function withField(value: Json, name: string, field: unknown): Json {
  const { [name]: _, ...others } = value;
  return field === undefined ? others : { ...value, [name]: field };
}
