import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { SavedReportRow } from '#domain/contract/saved-reports.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { useStationNow } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';

const words = t.savedReports;

/** What became of the latest sending: a failure first, with its reason. */
export function SentState({ saved: { failing, last, terms } }: { readonly saved: SavedReportRow }) {
  const format = useFormat();
  const now = useStationNow(30_000);
  if (failing !== null)
    return (
      <Trouble
        what={words.failing(format.number(failing.attempts), format.timeOn(failing.nextTryAt, now))}
        why={`${failing.periodName}: ${failing.message}`}
      />
    );
  if (last === null) return terms.schedule === null ? null : <Text c="dimmed">{words.never}</Text>;
  if (last.fileNames === null)
    return <Trouble what={words.givenUp} why={`${last.periodName}: ${last.message}`} />;
  return (
    <Text component="span" title={words.files(last.fileNames.join(', '))}>
      <IconCheck size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} />{' '}
      {format.timeOn(last.at, now)} · {last.periodName}
    </Text>
  );
}

function Trouble({ what, why }: { readonly what: string; readonly why: string }) {
  return (
    <div role="alert">
      <Text c="var(--attention-text, var(--mantine-color-orange-text))" fw={600}>
        <IconAlertTriangle size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {what}
      </Text>
      <Text size="sm">{why}</Text>
    </div>
  );
}
