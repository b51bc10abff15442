import { Button, CloseButton, CopyButton, Group, Stack } from '@mantine/core';
import {
  IconCashRegister,
  IconCheck,
  IconCopy,
  IconDoorExit,
  IconMap,
  IconTicket,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { SessionRow } from '#domain/contract/traffic.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { newId } from '../../app/new-id.ts';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { useViewState } from '../../app/view-state.ts';
import { Facts } from '../../components/Facts.tsx';
import { PaperPreview } from '../../components/PaperPreview.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { vehicleName } from '../../strings/vehicle-name.ts';
import { useDeskRequest } from '../desk/desk-request.ts';
import { SessionPictures } from './SessionPictures.tsx';
import { stayMs } from './session-columns.ts';
import classes from './sessions.module.css';

/** One stay in full, and where to go with it. */
export function SessionDetails({
  session,
  onClose,
}: {
  readonly session: SessionRow;
  readonly onClose: () => void;
}) {
  return (
    <Stack data-testid="session-details">
      <Group justify="space-between" wrap="nowrap">
        <h2 className={classes.title}>{vehicleName(session)}</h2>
        <CloseButton aria-label={t.common.close} onClick={onClose} />
      </Group>
      <SessionFacts session={session} />
      <SessionPictures session={session} />
      <Ways session={session} />
    </Stack>
  );
}

function SessionFacts({ session }: { readonly session: SessionRow }) {
  const format = useFormat();
  const names = useNames();
  const now = useStationNow(10_000);
  const { columns } = t.sessions;
  const length = stayMs(session, now);
  const none = t.common.noValue;
  return (
    <Facts
      rows={[
        [columns.ticket, formatTicketNumber(session.ticketNumber)],
        [columns.plate, session.plate ?? t.slot.noPlate],
        [columns.state, t.sessionStates[session.state]],
        [columns.vehicleClass, t.vehicleClasses[session.vehicleClass]],
        [columns.slot, session.slotLabel ?? none],
        [columns.entryAt, format.dateTime(session.entryAt)],
        [columns.entryLane, names.lane(session.entryLaneId)],
        [columns.exitAt, session.exitAt === null ? none : format.dateTime(session.exitAt)],
        [columns.exitLane, session.exitLaneId === null ? none : names.lane(session.exitLaneId)],
        [columns.stay, length === null ? none : format.duration(length)],
        [columns.paid, format.money(session.paidMinor)],
      ]}
    />
  );
}

function Ways({ session }: { readonly session: SessionRow }) {
  const lot = useLot();
  const mayTake = useMay('payment.take');
  const showSlot = useViewState((state) => state.showSlot);
  const ask = useDeskRequest((state) => state.ask);
  const [, navigate] = useLocation();
  const slot = lot.slots.find(({ id }) => id === session.slotId);
  return (
    <Stack gap={8}>
      {slot !== undefined && session.state === 'inside' && (
        <Button
          variant="default"
          leftSection={<IconMap size={16} aria-hidden />}
          onClick={() => {
            showSlot(slot);
            navigate('/');
          }}
          data-testid="session-on-map"
        >
          {t.sessions.showOnMap}
        </Button>
      )}
      {mayTake && session.state === 'inside' && (
        <Button
          variant="default"
          leftSection={<IconCashRegister size={16} aria-hidden />}
          onClick={() => {
            ask(session.ticketNumber);
            navigate('/desk');
          }}
          data-testid="session-to-desk"
        >
          {t.sessions.toDesk}
        </Button>
      )}
      <ShowTicket ticket={session.ticketNumber} />
      {session.state === 'inside' && <CloseStay session={session} />}
      {navigator.clipboard !== undefined && (
        <CopyTicket ticket={formatTicketNumber(session.ticketNumber)} />
      )}
    </Stack>
  );
}

/** The ticket as it was given, for a driver whose own cannot be read. */
function ShowTicket({ ticket }: { readonly ticket: string }) {
  const mayShow = useMay('session.admit');
  const [shown, setShown] = useState(false);
  const name = useMemo(() => ({ kind: 'ticket', number: ticket }) as const, [ticket]);
  if (!mayShow) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTicket size={16} aria-hidden />}
        onClick={() => setShown(true)}
        data-testid="session-ticket"
      >
        {t.paper.showTicket}
      </Button>
      {shown && (
        <PaperPreview
          title={t.paper.ticket(formatTicketNumber(ticket))}
          name={name}
          onClose={() => setShown(false)}
        />
      )}
    </>
  );
}

/** For a vehicle that is gone although no exit saw it. */
function CloseStay({ session }: { readonly session: SessionRow }) {
  const { client } = useStation();
  const lot = useLot();
  const mayClose = useMay('slot.override');
  const [asking, setAsking] = useState(false);
  if (!mayClose) return null;
  const close = async (reason: string) => {
    try {
      await client.sessions.close({
        lotId: lot.id,
        sessionId: session.id,
        reason,
        commandId: newId(),
      });
      tellDone(t.sessions.closed(vehicleName(session)));
      return true;
    } catch (cause) {
      tellProblem(cause);
      return false;
    }
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDoorExit size={16} aria-hidden />}
        onClick={() => setAsking(true)}
        data-testid="session-close"
      >
        {t.sessions.closeStay}
      </Button>
      {asking && (
        <ReasonDialog
          title={t.sessions.closeTitle(vehicleName(session))}
          hint={t.sessions.closeHint}
          reasons={t.sessions.closeReasons}
          confirm={t.sessions.closeStay}
          onConfirm={close}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Browsers lend their clipboard only to pages from https or from this computer. */
function CopyTicket({ ticket }: { readonly ticket: string }) {
  return (
    <CopyButton value={ticket}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={
            copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
          }
          onClick={copy}
        >
          {copied ? t.common.copied : t.sessions.copyTicket}
        </Button>
      )}
    </CopyButton>
  );
}
