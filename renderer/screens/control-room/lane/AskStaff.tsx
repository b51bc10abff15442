import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { EventPicture } from '../../../components/EventPicture.tsx';
import { useLot, useMay, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

interface Answer {
  readonly admit: boolean;
  readonly plate: string;
  readonly isMotorcycle: boolean;
}

type Ask = NonNullable<LaneLive['ask']>;

/** A plate was read badly or not at all: staff correct it, then admit or refuse, by two keys. */
export function AskStaff({ lane, ask }: { readonly lane: Lane; readonly ask: Ask }) {
  const [plate, setPlate] = useState(ask.plate ?? '');
  const [saidMotorcycle, setMotorcycle] = useState<boolean | null>(null);
  // A camera may tell what it is after staff were asked; what they have said themselves stays.
  const isMotorcycle = saidMotorcycle ?? ask.vehicleClass === 'motorcycle';
  const { disabled, run } = useAnswer(lane, ask);
  const answer = (admit: boolean) => run({ admit, plate: plate.trim(), isMotorcycle });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answer(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey) return;
    // Keys in the enlarged picture come by here as well.
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    answer(false);
  };
  return (
    <form
      className={classes.ask}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      data-testid={`lane-ask-${lane.id}`}
    >
      {ask.pictureId !== undefined && (
        <div className={classes.wide}>
          <EventPicture pictureId={ask.pictureId} of={lane.label} size="whole" />
        </div>
      )}
      <Candidates lane={lane} ask={ask} onChoose={setPlate} chosen={plate} />
      <Checkbox
        size="xs"
        className={classes.motorcycle ?? ''}
        label={t.lanes.motorcycle}
        checked={isMotorcycle}
        onChange={(event) => setMotorcycle(event.currentTarget.checked)}
        data-testid={`lane-ask-motorcycle-${lane.id}`}
      />
      <PlateField lane={lane} ask={ask} plate={plate} onChange={setPlate} />
      <Button
        type="submit"
        size="xs"
        disabled={disabled}
        title={t.lanes.askKeys}
        aria-label={t.lanes.of(t.lanes.admit, lane.label)}
        data-testid={`lane-admit-${lane.id}`}
      >
        {t.lanes.admit}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        title={t.lanes.askKeys}
        aria-label={t.lanes.of(t.lanes.refuse, lane.label)}
        onClick={() => answer(false)}
        data-testid={`lane-refuse-${lane.id}`}
      >
        {t.lanes.refuse}
      </Button>
    </form>
  );
}

function useAnswer(lane: Lane, ask: Ask) {
  const { client } = useStation();
  const lot = useLot();
  const may = useMay('session.admit');
  const takes = useTakesCommands();
  const answer = useCommand(
    ({ admit, plate: seen, isMotorcycle }: Answer, commandId) =>
      client.lanes.answerRead({
        lotId: lot.id,
        laneId: lane.id,
        admit,
        commandId,
        ...(!admit || seen === '' ? {} : { plate: seen }),
        ...(isMotorcycle === (ask.vehicleClass === 'motorcycle')
          ? {}
          : { vehicleClass: isMotorcycle ? ('motorcycle' as const) : ('car' as const) }),
      }),
    (_, { admit }) => tellDone((admit ? t.lanes.admitted : t.lanes.turnedAway)(lane.label)),
  );
  const disabled = !may || !takes || answer.busy;
  const run = (given: Answer) => {
    if (!disabled) void answer.run(given);
  };
  return { disabled, run };
}

function PlateField({
  lane,
  ask,
  plate,
  onChange,
}: {
  readonly lane: Lane;
  readonly ask: Ask;
  readonly plate: string;
  readonly onChange: (plate: string) => void;
}) {
  const format = useFormat();
  const title =
    ask.confidence === null ? t.lanes.askNone : t.lanes.askTitle(format.percent(ask.confidence));
  return (
    <TextInput
      size="xs"
      aria-label={t.lanes.of(t.lanes.askPlate, lane.label)}
      placeholder={t.lanes.askPlate}
      title={title}
      value={plate}
      onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
      maxLength={32}
      spellCheck={false}
      autoComplete="off"
      data-lane-first
      data-testid={`lane-ask-plate-${lane.id}`}
    />
  );
}

/** Plates that this one may be; a press writes it into the field, and Enter admits. */
function Candidates({
  lane,
  ask: { candidates },
  chosen,
  onChoose,
}: {
  readonly lane: Lane;
  readonly ask: Ask;
  readonly chosen: string;
  readonly onChoose: (plate: string) => void;
}) {
  if (candidates.length === 0) return null;
  return (
    <fieldset className={classes.candidates} aria-label={t.lanes.candidates}>
      <span className={classes.small}>{t.lanes.candidates}</span>
      {candidates.map((plate) => (
        <Button
          key={plate}
          size="compact-xs"
          variant={plate === chosen ? 'light' : 'default'}
          aria-pressed={plate === chosen}
          aria-label={t.lanes.isCandidate(plate, lane.label)}
          onClick={() => onChoose(plate)}
          data-testid={`lane-candidate-${plate}`}
        >
          {plate}
        </Button>
      ))}
    </fieldset>
  );
}
