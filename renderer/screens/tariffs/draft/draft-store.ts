import { create } from 'zustand';
import { parseTariff, type TariffProblem } from '#domain/tariff/parse-tariff.ts';
import { type Tariff, tariffSchema } from '#domain/tariff/tariff-file.ts';
import { t } from '../../../strings/index.ts';
import { type Path, setAt } from './paths.ts';

const UNDO_STEPS_MAX = 100;

interface DraftState {
  /** The lot that the draft is for. */
  readonly lotId: string | null;
  /** What it was started from, in words. */
  readonly source: string;
  /** Always of the form of a tariff; whether it makes sense is for `parseTariff`. */
  readonly draft: Tariff | null;
  /** As it was started. */
  readonly first: Tariff | null;
  readonly past: readonly Tariff[];
  /** The text side: the draft written out, or what somebody has typed that is none yet. */
  readonly text: string;
  readonly textProblems: readonly TariffProblem[];
  /** What is typed into fields and cannot be a value of theirs. */
  readonly bad: Readonly<Record<Path, string>>;
  start(lotId: string, draft: Tariff, source: string): void;
  set(path: Path, value: unknown): void;
  setBad(path: Path, message: string | null): void;
  setText(text: string): void;
  forgetText(): void;
  undo(): void;
  discard(): void;
}

const EMPTY = {
  lotId: null,
  source: '',
  draft: null,
  first: null,
  past: [],
  text: '',
  textProblems: [],
  bad: {},
};

/** The tariff being edited. It survives a change of screen, not a reload. */
export const useDraft = create<DraftState>()((set) => ({
  ...EMPTY,
  start: (lotId, draft, source) =>
    set({ ...EMPTY, lotId, draft, first: draft, source, text: written(draft) }),
  set: (path, value) =>
    set(({ draft, past }) => {
      if (draft === null) return {};
      return taken(setAt(draft, path, value), [...past, draft]);
    }),
  setBad: (path, message) =>
    set(({ bad }) => {
      if ((bad[path] ?? null) === message) return {};
      const { [path]: _, ...rest } = bad;
      return { bad: message === null ? rest : { ...rest, [path]: message } };
    }),
  setText: (text) =>
    set(({ draft, past }) => {
      const read = readText(text);
      if (!read.ok) return { text, textProblems: read.problems };
      return { ...taken(read.draft, draft === null ? past : [...past, draft]), text };
    }),
  forgetText: () =>
    set(({ draft }) => ({ text: draft === null ? '' : written(draft), textProblems: [] })),
  undo: () =>
    set(({ past }) => {
      const last = past.at(-1);
      return last === undefined ? {} : taken(last, past.slice(0, -1));
    }),
  discard: () => set(EMPTY),
}));

function taken(draft: Tariff, past: readonly Tariff[]) {
  return { draft, past: past.slice(-UNDO_STEPS_MAX), text: written(draft), textProblems: [] };
}

export const written = (draft: Tariff): string => JSON.stringify(draft, null, 2);

type Read =
  | { readonly ok: true; readonly draft: Tariff }
  | { readonly ok: false; readonly problems: readonly TariffProblem[] };

/** A text of the right form becomes the draft at once, even while it makes no sense yet. */
function readText(text: string): Read {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // SyntaxError: somebody is in the middle of typing.
    const detail = error instanceof Error ? error.message : '';
    return { ok: false, problems: [{ path: '', message: t.tariffs.editor.notJson(detail) }] };
  }
  const parsed = tariffSchema.safeParse(json);
  if (parsed.success) return { ok: true, draft: parsed.data };
  const checked = parseTariff(json);
  return { ok: false, problems: checked.ok ? [] : checked.error };
}
