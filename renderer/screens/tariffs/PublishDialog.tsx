import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { type FormEvent, useState } from 'react';
import type { TariffVersionRow } from '#domain/contract/lot-tariffs.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useLive, useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { instantOf } from './preview/use-try.ts';

const { publish } = t.tariffs;
const NOTE_MAX_CHARS = 200;

interface Props {
  readonly tariff: Tariff;
  readonly versions: readonly TariffVersionRow[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** When a tariff comes into force, and what follows from that. */
export function PublishDialog({ tariff, versions, onDone, onClose }: Props) {
  const { client } = useStation();
  const { id: lotId, timeZone } = useLot();
  const now = useStationNow(10_000);
  const [isLater, setIsLater] = useState(false);
  const [clock, setClock] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const at = isLater ? instantOf(clock, timeZone) : null;
  const isFit = !isLater || (at !== null && at > now);
  const send = useCommand(
    (effectiveAt: Instant | null, commandId) =>
      client.tariffs.publish({ lotId, tariff, effectiveAt, note, commandId }),
    () => {
      tellDone(publish.done(tariff.name));
      onDone();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isFit) void send.run(at);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={publish.title(tariff.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} data-testid="publish-form">
        <Stack>
          <SegmentedControl
            aria-label={publish.when}
            data={[
              { value: 'now', label: publish.now },
              { value: 'later', label: publish.later },
            ]}
            value={isLater ? 'later' : 'now'}
            onChange={(value) => setIsLater(value === 'later')}
            data-testid="publish-when"
          />
          {isLater && (
            <DateTimePicker
              label={publish.at}
              description={publish.atHint(timeZone)}
              value={clock}
              onChange={setClock}
              valueFormat="ddd D MMM YYYY, HH:mm"
              error={clock !== null && !isFit ? publish.inPast : null}
              data-testid="publish-at"
            />
          )}
          <TextInput
            label={publish.note}
            description={publish.noteHint}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={NOTE_MAX_CHARS}
            autoComplete="off"
            data-autofocus
            data-testid="publish-note"
          />
          <Consequence versions={versions} at={at} isLater={isLater} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={!isFit}
              loading={send.busy}
              data-testid="publish-confirm"
            >
              {publish.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Follows {
  readonly versions: readonly TariffVersionRow[];
  readonly at: Instant | null;
  readonly isLater: boolean;
}

function Consequence({ versions, at, isLater }: Follows) {
  const { number, dateTime } = useFormat();
  const inside = useLive(({ kpis }) => kpis?.inside ?? 0);
  const others = versions.filter(({ state }) => state === 'scheduled');
  return (
    <Text data-testid="publish-consequence" role="status">
      {inside === 0 ? publish.insideNone : publish.inside(number(inside))}{' '}
      {!isLater && publish.nowWords}
      {isLater && at !== null && publish.laterWords(dateTime(at))}
      {others.map(({ version, name, effectiveAt }) => (
        <span key={version}>
          {' '}
          {effectiveAt !== null && publish.scheduled(name, dateTime(effectiveAt))}
        </span>
      ))}
    </Text>
  );
}
