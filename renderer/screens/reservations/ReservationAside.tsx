import { Button, CloseButton, Group, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import type { ReservationDetail } from '#domain/contract/reservations.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { Facts } from '../../components/Facts.tsx';
import { printElement } from '../../components/print-element.ts';
import { QrCode } from '../../components/QrCode.tsx';
import screen from '../../components/screen.module.css';
import { useLot } from '../../link/hooks.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { ReservationActions } from './ReservationActions.tsx';
import { slotWords } from './reservation-columns.ts';
import classes from './reservations.module.css';
import { useReservation } from './use-reservations.ts';

const words = t.reservations;

/** One booking in full, with its code and all that can be done with it. */
export function ReservationAside({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const found = useReservation(id);
  return (
    <aside className={screen.aside} aria-label={words.details}>
      {found.isPending ? (
        <Skeleton h={320} role="status" aria-label={t.common.loading} />
      ) : found.isError ? (
        <EmptyNote title={words.failed}>
          <Button variant="default" onClick={() => void found.refetch()}>
            {t.common.retry}
          </Button>
        </EmptyNote>
      ) : (
        <Stack data-testid="reservation-details">
          <Group justify="space-between" wrap="nowrap">
            <h2 className={classes.heading}>{words.states[found.data.state]}</h2>
            <CloseButton aria-label={t.common.close} onClick={onClose} />
          </Group>
          <ReservationSheet reservation={found.data} />
          <ReservationActions reservation={found.data} />
        </Stack>
      )}
    </aside>
  );
}

/** What the driver gets to see: the code, the number, when and where. */
export function ReservationSheet({ reservation }: { readonly reservation: ReservationDetail }) {
  const format = useFormat();
  const lot = useLot();
  const sheet = useRef<HTMLDivElement>(null);
  const opens = reservation.state === 'booked';
  const copy = () => {
    navigator.clipboard
      .writeText(reservation.token)
      .then(() => tellDone(words.copied), tellProblem);
  };
  return (
    <>
      <div ref={sheet} className={classes.sheet}>
        <p className={classes.lot}>{lot.name}</p>
        {opens && <QrCode data={reservation.token} label={words.code} sizePixels={184} />}
        <p className={classes.number} data-testid="reservation-number">
          {formatTicketNumber(reservation.number)}
        </p>
        {opens && <p className={classes.hint}>{words.codeHint}</p>}
        <Facts rows={factsOf(reservation, format)} />
      </div>
      {opens && (
        <Group gap={8} grow>
          <Button
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={copy}
            data-testid="reservation-copy"
          >
            {words.copy}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => sheet.current !== null && printElement(sheet.current, 'strip')}
            data-testid="reservation-print"
          >
            {words.print}
          </Button>
        </Group>
      )}
    </>
  );
}

function factsOf(
  one: ReservationDetail,
  format: Format,
): readonly (readonly [string, ReactNode])[] {
  const { facts } = words;
  const window = `${format.dateTime(one.fromAt)} – ${format.timeOn(one.toAt, one.fromAt)}`;
  const extras = [one.wantsCharge && words.charging, one.accessiblePermit && words.permit];
  const vehicle = [t.vehicleClasses[one.vehicleClass], ...extras].filter(Boolean).join(', ');
  const rows: [string, ReactNode][] = [[facts.window, window]];
  if (one.state === 'booked') {
    rows.push([facts.opens, format.timeOn(one.earliestAt, one.fromAt)]);
    rows.push([facts.lapses, format.timeOn(one.missAt, one.fromAt)]);
  }
  if (one.state === 'arrived') rows.push([facts.leaves, format.dateTime(one.graceUntilAt)]);
  rows.push([facts.slot, slotWords(one)], [facts.vehicle, vehicle]);
  if (one.plate !== null) rows.push([facts.plate, one.plate]);
  if (one.name !== null) rows.push([facts.name, one.name]);
  if (one.contact !== null) rows.push([facts.contact, one.contact]);
  const how = one.prepaid ? words.prepaidWord : words.payLater;
  rows.push([facts.price, `${format.money(one.priceMinor)}, ${how}`]);
  if (one.paidMinor !== 0) rows.push([facts.paid, format.money(one.paidMinor)]);
  if (one.feeMinor > 0) rows.push([facts.fee, format.money(one.feeMinor)]);
  if (one.dueMinor > 0 && (one.prepaid || one.state !== 'booked'))
    rows.push([facts.due, <Open key="due" text={format.money(one.dueMinor)} />]);
  if (one.refundableMinor > 0)
    rows.push([facts.refundable, <Open key="back" text={format.money(one.refundableMinor)} />]);
  if (one.reason !== '') rows.push([facts.reason, one.reason]);
  rows.push([facts.booked, `${format.dateTime(one.bookedAt)}, ${one.bookedBy}`]);
  return rows;
}

function Open({ text }: { readonly text: string }) {
  return (
    <span className={classes.open}>
      <IconAlertTriangle size={14} aria-hidden />
      {text}
    </span>
  );
}
