import { ActionIcon, Button, Group, Menu, Skeleton, Table } from '@mantine/core';
import {
  IconDotsVertical,
  IconEye,
  IconPencil,
  IconPlus,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedReportRow } from '#domain/contract/saved-reports.ts';
import { reportWords } from '#domain/reports/words.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import { RemoveDialog } from '../../../components/RemoveDialog.tsx';
import screen from '../../../components/screen.module.css';
import { useLot, useStationNow, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { SavedReportForm } from './SavedReportForm.tsx';
import { SentState } from './SentState.tsx';
import { useSavedReports } from './use-saved-reports.ts';

const words = t.savedReports;

/** All saved reports: look at one, send one now, see which could not be sent. */
export function SavedReports({ onOpen }: { readonly onOpen: (saved: SavedReportRow) => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const list = useSavedReports();
  const takes = useTakesCommands();
  const [editing, setEditing] = useState<SavedReportRow | 'new' | null>(null);
  const [removing, setRemoving] = useState<SavedReportRow | null>(null);
  if (list.isPending)
    return <Skeleton h={200} m="md" role="status" aria-label={t.common.loading} />;
  if (list.isError)
    return (
      <EmptyNote title={t.reports.failed}>
        <Button variant="default" onClick={() => void list.refetch()}>
          {t.common.retry}
        </Button>
      </EmptyNote>
    );
  const { reports, canMail, folder } = list.data;
  const add = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      disabled={!takes}
      onClick={() => setEditing('new')}
      data-testid="saved-report-add"
    >
      {words.add}
    </Button>
  );
  return (
    <section aria-label={words.title} data-testid="saved-reports">
      <header className={screen.head}>
        <p>{words.lead}</p>
        <span className={screen.grow} />
        {reports.length > 0 && add}
      </header>
      {reports.length === 0 ? (
        <EmptyNote title={words.none} hint={words.noneHint}>
          {add}
        </EmptyNote>
      ) : (
        <Table verticalSpacing="xs" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.columns.name}</Table.Th>
              <Table.Th>{words.columns.report}</Table.Th>
              <Table.Th>{words.columns.when}</Table.Th>
              <Table.Th>{words.columns.where}</Table.Th>
              <Table.Th>{words.columns.last}</Table.Th>
              <Table.Th>{words.columns.next}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reports.map((saved) => (
              <SavedRow
                key={saved.id}
                saved={saved}
                onOpen={() => onOpen(saved)}
                onEdit={() => setEditing(saved)}
                onRemove={() => setRemoving(saved)}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {editing !== null && (
        <SavedReportForm
          saved={editing === 'new' ? null : editing}
          canMail={canMail}
          baseFolder={folder}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && (
        <RemoveDialog
          title={words.removeTitle(removing.terms.name)}
          hint={words.removeHint}
          confirm={words.remove}
          testId="saved-report-remove"
          remove={(commandId) =>
            client.savedReports.remove({ lotId, commandId, savedReportId: removing.id })
          }
          onRemoved={() => tellDone(words.removed(removing.terms.name))}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

function SavedRow({
  saved,
  onOpen,
  onEdit,
  onRemove,
}: {
  readonly saved: SavedReportRow;
  readonly onOpen: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const format = useFormat();
  const now = useStationNow(30_000);
  const { name, report, period, schedule } = saved.terms;
  return (
    <Table.Tr data-testid={`saved-report-${saved.id}`}>
      <Table.Td>
        <Button variant="subtle" size="compact-sm" onClick={onOpen}>
          {name}
        </Button>
      </Table.Td>
      <Table.Td>{reportWords.titles[report]}</Table.Td>
      <Table.Td>
        {schedule === null
          ? words.notSent
          : words.at(words.periods[period], schedule.time) +
            (schedule.paused ? ` · ${words.paused}` : '')}
      </Table.Td>
      <Table.Td>
        {[
          schedule?.folder ? words.folder(schedule.folder) : '',
          schedule?.mailTo.length ? words.mails(format.number(schedule.mailTo.length)) : '',
        ]
          .filter((text) => text !== '')
          .join(', ')}
      </Table.Td>
      <Table.Td>
        <SentState saved={saved} />
      </Table.Td>
      <Table.Td>{saved.nextAt === null ? '' : format.timeOn(saved.nextAt, now)}</Table.Td>
      <Table.Td>
        <RowMenu saved={saved} onOpen={onOpen} onEdit={onEdit} onRemove={onRemove} />
      </Table.Td>
    </Table.Tr>
  );
}

function RowMenu({
  saved,
  onOpen,
  onEdit,
  onRemove,
}: {
  readonly saved: SavedReportRow;
  readonly onOpen: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const send = useCommand(
    (_: null) => client.savedReports.send({ lotId, savedReportId: saved.id }),
    () => tellDone(words.sentNow(saved.terms.name)),
  );
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {saved.terms.schedule !== null && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSend size={16} aria-hidden />}
          loading={send.busy}
          onClick={() => void send.run(null)}
          data-testid="saved-report-send"
        >
          {words.sendNow}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={saved.terms.name}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEye size={16} aria-hidden />} onClick={onOpen}>
            {words.open}
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
            {words.change}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
