import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { useLot, useMay, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

interface Answer {
  readonly admit: boolean;
  readonly plate: string;
}

/** The camera was not sure: staff correct the plate, then admit or refuse. */
export function AskStaff({ lane, live }: { readonly lane: Lane; readonly live: LaneLive }) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const may = useMay('session.admit');
  const takes = useTakesCommands();
  const [plate, setPlate] = useState(live.lastPlate?.plate ?? '');
  const answer = useCommand(
    ({ admit, plate: seen }: Answer, commandId) =>
      client.lanes.answerRead({
        lotId: lot.id,
        laneId: lane.id,
        admit,
        commandId,
        ...(seen === '' ? {} : { plate: seen }),
      }),
    (_, { admit }) => tellDone((admit ? t.lanes.admitted : t.lanes.turnedAway)(lane.label)),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void answer.run({ admit: true, plate: plate.trim() });
  };
  const disabled = !may || !takes || answer.busy;
  return (
    <form className={classes.ask} onSubmit={submit} data-testid={`lane-ask-${lane.id}`}>
      <TextInput
        size="xs"
        aria-label={t.lanes.of(t.lanes.askPlate, lane.label)}
        placeholder={t.lanes.askPlate}
        title={t.lanes.askTitle(format.percent(live.lastPlate?.confidence ?? 0))}
        value={plate}
        onChange={(event) => setPlate(event.currentTarget.value.toUpperCase())}
        maxLength={32}
        spellCheck={false}
        autoComplete="off"
        data-testid={`lane-ask-plate-${lane.id}`}
      />
      <Button
        type="submit"
        size="xs"
        disabled={disabled}
        aria-label={t.lanes.of(t.lanes.admit, lane.label)}
        data-testid={`lane-admit-${lane.id}`}
      >
        {t.lanes.admit}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        aria-label={t.lanes.of(t.lanes.refuse, lane.label)}
        onClick={() => void answer.run({ admit: false, plate: '' })}
        data-testid={`lane-refuse-${lane.id}`}
      >
        {t.lanes.refuse}
      </Button>
    </form>
  );
}
