import { useCallback, useEffect, useRef, useState } from 'react';
import { IMPORT_TEXT_MAX_CHARS } from '#domain/contract/history-imports.ts';
import { newId } from '../../app/new-id.ts';
import { tellProblem } from '../../app/notify.tsx';
import { t } from '../../strings/index.ts';
import { type LinesPart, splitLines } from './split-lines.ts';

const words = t.csvImport;
const FILE_MAX_MB = 40;

/** A file that is looked at before it is imported. */
interface ChosenFile {
  readonly name: string;
  readonly parts: readonly LinesPart[];
}

/** The next lines of a file, with what is needed to take them in. */
export interface PartTask<M> extends LinesPart {
  readonly commandId: string;
  /** Null for the first part. */
  readonly importId: string | null;
  readonly fileName: string;
  readonly mapping: M;
}

/** What is kept of a part, and how many rows were left out. */
export interface Taken {
  /** Null while nothing could be used. */
  readonly importId: string | null;
  readonly used: number;
  readonly dropped: number;
}

interface Calls<P, M> {
  /** What a text would come to, by columns that are given or guessed. */
  readonly preview: (text: string, mapping: M | null) => Promise<P>;
  readonly takeIn: (part: PartTask<M>) => Promise<Taken>;
  /** After all parts are in. */
  readonly onDone: (fileName: string, taken: Omit<Taken, 'importId'>) => void;
}

/** Reads a file, asks the station what it would come to, and takes it in part by part. */
export function useCsvImport<
  M extends { readonly hasHeader: boolean },
  P extends { readonly mapping: M },
>(calls: Calls<P, M>) {
  const latest = useRef(calls);
  latest.current = calls;
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [preview, setPreview] = useState<P | null>(null);
  const [isReading, setReading] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const asked = useRef(0);
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);

  const look = useCallback(async (parts: readonly LinesPart[], mapping: M | null) => {
    asked.current += 1;
    const turn = asked.current;
    setReading(true);
    try {
      const told = await latest.current.preview(parts[0]?.text ?? '', mapping);
      if (turn === asked.current) setPreview(told);
    } catch (cause) {
      if (turn === asked.current) tellProblem(cause);
    } finally {
      if (turn === asked.current) setReading(false);
    }
  }, []);

  const choose = async (chosen: File | null) => {
    if (chosen === null) return;
    setPreview(null);
    setFile(null);
    const { name, size } = chosen;
    if (size > FILE_MAX_MB * 1024 * 1024) {
      setProblem(words.tooLarge(name, String(FILE_MAX_MB)));
      return;
    }
    const parts = splitLines(await chosen.text(), IMPORT_TEXT_MAX_CHARS);
    if (parts.length === 0) {
      setProblem(words.empty(name));
      return;
    }
    setProblem(null);
    setFile({ name, parts });
    await look(parts, null);
  };

  const run = async () => {
    if (file === null || preview === null) return;
    setShare(0);
    try {
      const taken = await takeAll(file, preview.mapping, left, latest.current.takeIn, setShare);
      if (taken !== null) latest.current.onDone(file.name, taken);
    } catch (cause) {
      tellProblem(cause);
      setShare(null);
    }
  };

  const map = (mapping: M) => {
    if (file !== null) void look(file.parts, mapping);
  };
  return { file, problem, preview, isReading, share, choose, map, run };
}

/** Null where the dialog was closed: what is in by then stands in the list and can be removed. */
async function takeAll<M extends { readonly hasHeader: boolean }>(
  file: ChosenFile,
  mapping: M,
  left: { readonly current: boolean },
  takeIn: (part: PartTask<M>) => Promise<Taken>,
  tell: (share: number) => void,
): Promise<Omit<Taken, 'importId'> | null> {
  let importId: string | null = null;
  let used = 0;
  let dropped = 0;
  for (const [index, part] of file.parts.entries()) {
    if (left.current) return null;
    const told: Taken = await takeIn({
      ...part,
      commandId: newId(),
      importId,
      fileName: file.name,
      // Only the first part begins with the names of the columns.
      mapping: { ...mapping, hasHeader: mapping.hasHeader && index === 0 },
    });
    ({ importId } = told);
    used += told.used;
    dropped += told.dropped;
    tell((index + 1) / file.parts.length);
  }
  return { used, dropped };
}
