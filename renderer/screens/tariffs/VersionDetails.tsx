import { Button, CloseButton, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { TariffVersionRow } from '#domain/contract/lot-tariffs.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { Facts } from '../../components/Facts.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import screen from '../../components/screen.module.css';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useDraft } from './draft/draft-store.ts';
import { forLot } from './editor-start.ts';
import { WordList } from './preview/WordList.tsx';
import { useVersion } from './use-tariffs.ts';

const { list } = t.tariffs;

interface Props {
  readonly row: TariffVersionRow;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** One version: who published it and why, what it says, and what can be done with it. */
export function VersionDetails({ row, onEdit, onClose }: Props) {
  const format = useFormat();
  const { version, name, state, inside, publishedAt, publishedBy, note, withdrawn } = row;
  return (
    <Stack p="md" gap="md" data-testid="tariff-version">
      <Group justify="space-between" wrap="nowrap">
        <h2 className={screen.asideTitle}>{list.title(format.number(version), name)}</h2>
        <CloseButton aria-label={t.common.close} onClick={onClose} />
      </Group>
      <Facts
        rows={[
          [list.columns.state, t.tariffs.states[state]],
          [
            list.columns.from,
            row.effectiveAt === null ? list.always : format.dateTime(row.effectiveAt),
          ],
          [list.columns.until, row.endsAt === null ? list.open : format.dateTime(row.endsAt)],
          [list.columns.inside, format.number(inside)],
          [list.columns.by, publishedBy ?? list.fromLotFile],
          ...(publishedAt === null
            ? []
            : [[list.publishedAt, format.dateTime(publishedAt)] as const]),
          ...(note === '' ? [] : [[list.columns.note, note] as const]),
        ]}
      />
      {withdrawn !== null && (
        <p>{list.withdrawn(withdrawn.by, format.dateTime(withdrawn.at), withdrawn.reason)}</p>
      )}
      <Actions row={row} onEdit={onEdit} />
      <h3>{list.inWords}</h3>
      <WordList words={row.description} />
    </Stack>
  );
}

function Actions({ row, onEdit }: Pick<Props, 'row' | 'onEdit'>) {
  const lot = useLot();
  const start = useDraft((state) => state.start);
  const full = useVersion(row.version);
  const [withdrawing, setWithdrawing] = useState(false);
  const edit = () => {
    if (full.data === undefined) return;
    start(lot.id, forLot(full.data.tariff, lot), row.name);
    onEdit();
  };
  return (
    <Group gap={8}>
      <Button disabled={full.data === undefined} onClick={edit} data-testid="version-edit">
        {list.edit}
      </Button>
      {row.state === 'scheduled' && (
        <Button
          variant="default"
          onClick={() => setWithdrawing(true)}
          data-testid="version-withdraw"
        >
          {list.withdraw}
        </Button>
      )}
      {withdrawing && <Withdraw row={row} onClose={() => setWithdrawing(false)} />}
    </Group>
  );
}

function Withdraw({
  row,
  onClose,
}: {
  readonly row: TariffVersionRow;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const { version, name, effectiveAt } = row;
  const withdraw = useCommand(
    (reason: string, commandId) => client.tariffs.withdraw({ lotId, version, reason, commandId }),
    () => tellDone(list.withdrawnDone(name)),
  );
  return (
    <ReasonDialog
      title={list.withdrawTitle(name)}
      hint={list.withdrawHint(effectiveAt === null ? '' : format.dateTime(effectiveAt))}
      reasons={list.withdrawReasons}
      confirm={list.withdraw}
      onConfirm={(reason) => withdraw.run(reason)}
      onClose={onClose}
    />
  );
}
