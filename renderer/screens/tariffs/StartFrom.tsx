import { Select } from '@mantine/core';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { tellProblem } from '../../app/notify.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useDraft } from './draft/draft-store.ts';
import { forLot } from './editor-start.ts';
import { useSamples, useVersions } from './use-tariffs.ts';

const { editor } = t.tariffs;

/** Where a draft begins: a version of this lot, or a sample. */
export function StartFrom() {
  const { client } = useStation();
  const lot = useLot();
  const versions = useVersions();
  const samples = useSamples();
  const start = useDraft((state) => state.start);
  const begin = (tariff: Tariff) => start(lot.id, forLot(tariff, lot), tariff.name);
  const choose = async (value: string | null) => {
    if (value === null) return;
    const sample = samples.data?.find(({ id }) => `sample:${id}` === value);
    if (sample !== undefined) {
      begin(sample.tariff);
      return;
    }
    try {
      const version = Number(value.slice('version:'.length));
      begin((await client.tariffs.get({ lotId: lot.id, version })).tariff);
    } catch (cause) {
      tellProblem(cause);
    }
  };
  return (
    <Select
      w={240}
      aria-label={editor.start}
      placeholder={editor.start}
      searchable
      data={[
        {
          group: editor.versions,
          items: (versions.data ?? []).map(({ version, name, state }) => ({
            value: `version:${version}`,
            label: `${t.tariffs.list.title(String(version), name)} (${t.tariffs.states[state]})`,
          })),
        },
        {
          group: editor.samples,
          items: (samples.data ?? []).map(({ id, name, currency }) => ({
            value: `sample:${id}`,
            label: `${name} (${currency})`,
          })),
        },
      ]}
      value={null}
      onChange={(value) => void choose(value)}
      maxDropdownHeight={400}
      data-testid="start-from"
    />
  );
}
