import { Button } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { PlateCandidate, PlateQuestion as Question } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { EventPicture } from '../../../components/EventPicture.tsx';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot, useMay, useStationNow, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './plate-question.module.css';

const words = t.guard.plates;

interface Answer {
  readonly letOut: boolean;
  readonly sessionId?: string;
  readonly reason: string;
}

/** Both reads side by side: staff say whether they are of one vehicle. */
export function PlateQuestion({
  lane,
  question,
}: {
  readonly lane: Lane;
  readonly question: Question;
}) {
  const { client } = useStation();
  const lot = useLot();
  const may = useMay('session.admit');
  const takes = useTakesCommands();
  const [asking, setAsking] = useState(false);
  const answer = useCommand(
    (given: Answer, commandId) =>
      client.lanes.answerPlate({ lotId: lot.id, laneId: lane.id, commandId, ...given }),
    () => tellDone(words.done(lane.label)),
  );
  const disabled = !may || !takes || answer.busy;
  const [only] = question.stays;
  const differs = question.kind === 'plate-differs';
  const title = differs ? words.differs : question.stays.length === 1 ? words.near1 : words.near;
  const refuseIt = () => {
    if (!disabled) void answer.run({ letOut: false, reason: '' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey) return;
    // Keys in a dialog come by here as well.
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    refuseIt();
  };
  const refuse = (
    <Button
      size="xs"
      variant="default"
      disabled={disabled}
      aria-label={words.ofLane(differs ? words.refuse : words.noneOfThem, lane.label)}
      title={t.lanes.askKeys}
      onClick={refuseIt}
      data-testid={`plate-refuse-${lane.id}`}
    >
      {differs ? words.refuse : words.noneOfThem}
    </Button>
  );
  return (
    <section
      className={classes.question}
      aria-label={title}
      onKeyDown={onKeyDown}
      data-testid={`lane-plates-${lane.id}`}
    >
      <p className={classes.title}>{title}</p>
      <div className={classes.reads}>
        <ExitRead question={question} />
        <div className={classes.stays}>
          {question.stays.map((stay) => (
            <EntryRead key={stay.sessionId} stay={stay}>
              {!differs && (
                <Button
                  size="compact-xs"
                  disabled={disabled}
                  title={t.lanes.askKeys}
                  data-lane-first
                  aria-label={words.ofLane(words.isItOf(plateOf(stay)), lane.label)}
                  onClick={() =>
                    void answer.run({ letOut: true, sessionId: stay.sessionId, reason: '' })
                  }
                  data-testid={`plate-is-${stay.sessionId}`}
                >
                  {words.isIt}
                </Button>
              )}
            </EntryRead>
          ))}
        </div>
      </div>
      <div className={classes.buttons}>
        {differs && (
          <Button
            size="xs"
            disabled={disabled}
            title={t.lanes.askKeys}
            data-lane-first
            aria-label={words.ofLane(words.letOut, lane.label)}
            onClick={() => setAsking(true)}
            data-testid={`plate-let-out-${lane.id}`}
          >
            {words.letOut}
          </Button>
        )}
        {refuse}
      </div>
      {asking && only !== undefined && (
        <ReasonDialog
          title={words.reasonTitle(lane.label)}
          hint={words.reasonHint}
          reasons={words.reasons}
          confirm={words.letOut}
          onConfirm={(reason) => answer.run({ letOut: true, sessionId: only.sessionId, reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

const plateOf = ({ plate }: PlateCandidate) => plate ?? words.noPlate;

function ExitRead({ question: { exit } }: { readonly question: Question }) {
  const format = useFormat();
  const lane = useLaneLabel(exit.laneId);
  return (
    <Read
      where={words.exit}
      plate={exit.plate ?? words.hidden}
      pictureId={exit.pictureId}
      details={[format.timeSeconds(exit.at), words.sure(format.percent(exit.confidence)), lane]}
    />
  );
}

function EntryRead({
  stay,
  children,
}: {
  readonly stay: PlateCandidate;
  readonly children: ReactNode;
}) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const lane = useLaneLabel(stay.entryLaneId);
  const ticket = words.ticket(formatTicketNumber(stay.ticketNumber));
  return (
    <Read
      where={words.entry}
      plate={plateOf(stay)}
      pictureId={stay.pictureId}
      details={[
        format.timeOn(stay.entryAt, now),
        t.vehicleClasses[stay.vehicleClass],
        lane,
        ticket,
      ]}
    >
      {children}
    </Read>
  );
}

function Read({
  where,
  plate,
  pictureId,
  details,
  children,
}: {
  readonly where: string;
  readonly plate: string;
  readonly pictureId: string | undefined;
  readonly details: readonly string[];
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.read}>
      <span className={classes.where}>{where}</span>
      <EventPicture pictureId={pictureId ?? null} of={`${where}, ${plate}`} size="wide" />
      <strong className={classes.plate} data-testid={`plate-${where.toLowerCase()}`}>
        {plate}
      </strong>
      {details.map((detail) => (
        <span key={detail} className={classes.detail}>
          {detail}
        </span>
      ))}
      {children}
    </div>
  );
}

function useLaneLabel(laneId: string): string {
  return useLot().lanes.find(({ id }) => id === laneId)?.label ?? laneId;
}
