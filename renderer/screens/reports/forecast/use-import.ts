import { useCallback, useEffect, useRef, useState } from 'react';
import { IMPORT_TEXT_MAX_CHARS, type ImportPreview } from '#domain/contract/history-imports.ts';
import type { Mapping } from '#domain/history/mapping.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { newId } from '../../../app/new-id.ts';
import { tellDone, tellProblem } from '../../../app/notify.tsx';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { type LinesPart, splitLines } from './split-lines.ts';

const words = t.historyImport;
const FILE_MAX_MB = 40;

/** A file that is looked at before it is imported. */
export interface ChosenFile {
  readonly name: string;
  readonly parts: readonly LinesPart[];
}

interface PartTask extends LinesPart {
  /** Null for the first part. */
  readonly importId: string | null;
  readonly fileName: string;
  readonly mapping: Mapping;
}

/** Reads a file, asks the station what it would come to, and takes it in part by part. */
export function useImport(onDone: () => void) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
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

  const look = useCallback(
    async (parts: readonly LinesPart[], mapping: Mapping | null) => {
      asked.current += 1;
      const turn = asked.current;
      setReading(true);
      try {
        const text = parts[0]?.text ?? '';
        const told = await client.historyImports.preview({
          lotId,
          text,
          ...(mapping !== null && { mapping }),
        });
        if (turn === asked.current) setPreview(told);
      } catch (cause) {
        if (turn === asked.current) tellProblem(cause);
      } finally {
        if (turn === asked.current) setReading(false);
      }
    },
    [client, lotId],
  );

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

  const takeIn = ({ importId, fileName, ...part }: PartTask) => {
    const commandId = newId();
    if (importId !== null)
      return client.historyImports.append({ lotId, commandId, importId, ...part });
    const { text, mapping } = part;
    return client.historyImports.create({ lotId, commandId, fileName, text, mapping });
  };

  const run = async () => {
    if (file === null || preview === null) return;
    const { mapping } = preview;
    setShare(0);
    let importId: string | null = null;
    let readings = 0;
    let dropped = 0;
    try {
      for (const [index, { text, firstLine }] of file.parts.entries()) {
        // Whoever closes the dialog stops here; what is in by then stands in the list and can be removed.
        if (left.current) return;
        const told = await takeIn({
          text,
          firstLine,
          importId,
          fileName: file.name,
          mapping: { ...mapping, hasHeader: mapping.hasHeader && index === 0 },
        });
        ({ importId } = told);
        readings += told.readings;
        dropped += told.dropped;
        setShare((index + 1) / file.parts.length);
      }
      const done = words.done(format.number(readings), file.name);
      tellDone(dropped === 0 ? done : `${done}. ${words.doneDropped(format.number(dropped))}`);
      onDone();
    } catch (cause) {
      tellProblem(cause);
      setShare(null);
    }
  };

  const map = (mapping: Mapping) => {
    if (file !== null) void look(file.parts, mapping);
  };
  return { file, problem, preview, isReading, share, choose, map, run };
}
