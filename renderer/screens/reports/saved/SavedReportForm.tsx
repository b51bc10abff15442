import {
  Button,
  Checkbox,
  Chip,
  Group,
  Input,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SavedReportInput, SavedReportRow } from '#domain/contract/saved-reports.ts';
import { LONG_STAY_DAYS } from '#domain/reports/long-stay.ts';
import { REPORT_IDS, REPORT_PERIODS, type ReportId } from '#domain/reports/reports.ts';
import { reportWords } from '#domain/reports/words.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { useLots } from '../../../app/use-lots.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import {
  checkSaved,
  type FileFormat,
  type SavedDraft,
  type Shown,
  savedDraft,
} from './saved-draft.ts';

const words = t.savedReports.form;
const PERIODS = t.savedReports.periods;
const FORMATS: readonly FileFormat[] = ['pdf', 'xlsx', 'csv'];

interface Props {
  /** Null for a new one. */
  readonly saved: SavedReportRow | null;
  /** What a new one begins with. */
  readonly shown?: Shown;
  readonly canMail: boolean;
  /** Where the station keeps folders of reports. */
  readonly baseFolder: string;
  readonly onClose: () => void;
}

interface FieldProps {
  readonly draft: SavedDraft;
  readonly change: (part: Partial<SavedDraft>) => void;
  readonly wrong: (field: string) => string | null;
}

/** A report under a name, and when and where it is sent. */
export function SavedReportForm({ saved, shown, canMail, baseFolder, onClose }: Props) {
  const [draft, setDraft] = useState(() => savedDraft(saved, shown));
  const [tried, setTried] = useState(false);
  const checked = checkSaved(draft);
  const save = useSave(saved, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checked.ok) void save.run(checked.terms);
  };
  const fields: FieldProps = {
    draft,
    change: (part) => setDraft({ ...draft, ...part }),
    wrong: (field) => (tried && !checked.ok ? (checked.problems.get(field) ?? null) : null),
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={saved === null ? words.title : words.changeTitle(saved.terms.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} noValidate data-testid="saved-report-form">
        <Stack>
          <WhatFields {...fields} />
          <Switch
            label={words.scheduled}
            description={words.scheduledHint[draft.period]}
            checked={draft.isSent}
            onChange={(event) => fields.change({ isSent: event.currentTarget.checked })}
            data-testid="saved-report-sent"
          />
          {draft.isSent && <SendFields {...fields} canMail={canMail} baseFolder={baseFolder} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={save.busy} data-testid="saved-report-save">
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function WhatFields({ draft, change, wrong }: FieldProps) {
  const lot = useLot();
  const others = (useLots().data ?? []).filter(({ id }) => id !== lot.id);
  return (
    <>
      <TextInput
        label={words.name}
        placeholder={words.nameHint}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={wrong('name')}
        maxLength={80}
        data-autofocus
        data-testid="saved-report-name"
      />
      <SimpleGrid cols={3}>
        <Select
          label={words.report}
          data={REPORT_IDS.map((value) => ({ value, label: reportWords.titles[value] }))}
          value={draft.report}
          onChange={(report) => change({ report: (report ?? 'revenue') as ReportId })}
          allowDeselect={false}
          data-testid="saved-report-report"
        />
        <Select
          label={words.period}
          data={REPORT_PERIODS.map((value) => ({ value, label: PERIODS[value] }))}
          value={draft.period}
          onChange={(period) => change({ period: (period ?? 'day') as SavedDraft['period'] })}
          allowDeselect={false}
          data-testid="saved-report-period"
        />
        <Select
          label={words.compare}
          data={Object.entries(words.compares).map(([value, label]) => ({ value, label }))}
          value={draft.compare}
          onChange={(compare) => change({ compare: (compare ?? 'none') as SavedDraft['compare'] })}
          allowDeselect={false}
        />
      </SimpleGrid>
      {others.length > 0 && (
        <MultiSelect
          label={words.lots}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...draft.lots]}
          onChange={(lots) => change({ lots })}
          error={wrong('lots')}
        />
      )}
      {draft.report === 'exceptions' && (
        <NumberInput
          label={words.olderThanDays}
          value={draft.olderThanDays}
          onChange={(value) => change({ olderThanDays: Number(value) })}
          error={wrong('olderThanDays')}
          min={LONG_STAY_DAYS.least}
          max={LONG_STAY_DAYS.most}
          allowDecimal={false}
          data-testid="saved-report-older"
        />
      )}
    </>
  );
}

function SendFields({
  draft,
  change,
  wrong,
  canMail,
  baseFolder,
}: FieldProps & { readonly canMail: boolean; readonly baseFolder: string }) {
  return (
    <>
      <Group align="flex-start" gap="xl">
        <TextInput
          type="time"
          label={words.time}
          value={draft.time}
          onChange={(event) => change({ time: event.currentTarget.value })}
          error={wrong('time')}
          data-testid="saved-report-time"
        />
        <Input.Wrapper label={words.formats} error={wrong('formats')}>
          <Chip.Group
            multiple
            value={[...draft.formats]}
            onChange={(formats) => change({ formats: formats as FileFormat[] })}
          >
            <Group gap={8} mt={4}>
              {FORMATS.map((format) => (
                <Chip key={format} value={format}>
                  {format.toUpperCase()}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      </Group>
      <TextInput
        label={words.folder}
        description={words.folderHint(baseFolder)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.folder}
        onChange={(event) => change({ folder: event.currentTarget.value })}
        error={wrong('folder')}
        maxLength={80}
        data-testid="saved-report-folder"
      />
      <TextInput
        label={words.mail}
        description={canMail ? words.mailHint : words.mailOff}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.mailText}
        onChange={(event) => change({ mailText: event.currentTarget.value })}
        error={wrong('mailTo')}
        disabled={!canMail && draft.mailText === ''}
        data-testid="saved-report-mail"
      />
      <Checkbox
        label={words.pause}
        checked={draft.paused}
        onChange={(event) => change({ paused: event.currentTarget.checked })}
      />
    </>
  );
}

function useSave(saved: SavedReportRow | null, onClose: () => void) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useCommand(
    async (terms: SavedReportInput, commandId) => {
      if (saved === null) await client.savedReports.create({ lotId, commandId, terms });
      else await client.savedReports.change({ lotId, commandId, savedReportId: saved.id, terms });
    },
    (_done, { name }) => {
      tellDone(t.savedReports.saved(name));
      onClose();
    },
  );
}
