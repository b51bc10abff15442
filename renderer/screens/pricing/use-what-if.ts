import { useCallback, useEffect, useRef, useState } from 'react';
import type { WhatIfAnswer } from '#domain/contract/lot-tariffs.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

export interface Asked {
  readonly tariff: Tariff;
  readonly from: string;
  readonly to: string;
}

/** A simulation under way, and the last answer with what it was asked for. */
export function useWhatIf() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const [share, setShare] = useState<number | null>(null);
  const [done, setDone] = useState<{ asked: Asked; answer: WhatIfAnswer } | null>(null);
  const leave = useRef<AbortController | null>(null);
  useEffect(() => () => leave.current?.abort(), []);
  const run = useCallback(
    async (asked: Asked) => {
      const leaving = new AbortController();
      leave.current = leaving;
      setShare(0);
      try {
        const { signal } = leaving;
        const told = await client.tariffs.watchWhatIf({ lotId, ...asked }, { signal });
        for await (const message of told) {
          if (message.kind === 'progress') setShare(message.share);
          else setDone({ asked, answer: message.answer });
        }
      } catch (cause) {
        if (leaving.signal.aborted) tellDone(t.tariffs.whatIf.cancelled);
        else tellProblem(cause);
      } finally {
        setShare(null);
      }
    },
    [client, lotId],
  );
  const cancel = useCallback(() => leave.current?.abort(), []);
  return { share, done, run, cancel };
}
