import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { tellDone } from '../../app/notify.tsx';
import { usePreferences } from '../../app/preferences.ts';
import { problemOf } from '../../link/errors.ts';
import { openLotFile } from '../../link/open-lot-file.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { type FileProblem, placesOf, readLotFile } from './read-lot-file.ts';

export interface OpenLot {
  readonly busy: 'demo' | 'file' | null;
  readonly problem: FileProblem | null;
  openDemo(): Promise<boolean>;
  openFile(file: File | null): Promise<boolean>;
  dismiss(): void;
}

/** Opens the demo lot or a lot file, and turns the console to it. */
export function useOpenLot(): OpenLot {
  const station = useStation();
  const queries = useQueryClient();
  const setLotId = usePreferences((state) => state.setLotId);
  const [busy, setBusy] = useState<OpenLot['busy']>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);

  const show = useCallback(
    async (lotId: string) => {
      setLotId(lotId);
      await queries.invalidateQueries({ queryKey: ['lots'] });
    },
    [queries, setLotId],
  );

  const openDemo = async () => {
    setBusy('demo');
    setProblem(null);
    try {
      await show((await station.client.lots.openDemo()).lotId);
      return true;
    } catch (cause) {
      setProblem({ message: problemOf(cause).message, places: [] });
      return false;
    } finally {
      setBusy(null);
    }
  };

  const openFile = async (file: File | null) => {
    if (file === null) return false;
    setBusy('file');
    setProblem(null);
    try {
      const read = await readLotFile(file);
      if ('problem' in read) {
        setProblem(read.problem);
        return false;
      }
      await show(await openLotFile(station, read.json));
      tellDone(t.entrance.opened(file.name));
      return true;
    } catch (cause) {
      const places = placesOf(cause);
      setProblem(
        places === null
          ? { message: problemOf(cause).message, places: [] }
          : { message: t.entrance.problems(file.name, places.length), places },
      );
      return false;
    } finally {
      setBusy(null);
    }
  };

  return { busy, problem, openDemo, openFile, dismiss: () => setProblem(null) };
}
