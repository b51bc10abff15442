import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { SlotLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { Facts } from '../../../components/Facts.tsx';
import { useLot, useMay, useStationNow } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { useDeskRequest } from '../../desk/desk-request.ts';
import { useQuote } from '../../desk/use-quote.ts';
import classes from './slot.module.css';

type Session = NonNullable<SlotLive['session']>;

/** Who stands there, since when, and what it costs so far. */
export function SlotSession({ session }: { readonly session: Session }) {
  const lot = useLot();
  const format = useFormat();
  const now = useStationNow(10_000);
  const mayTake = useMay('payment.take');
  const ask = useDeskRequest((state) => state.ask);
  const [, navigate] = useLocation();
  const toDesk = () => {
    ask(session.ticketNumber);
    navigate('/desk');
  };
  return (
    <div className={classes.section}>
      <h3 className={classes.sectionTitle}>{t.slot.vehicle}</h3>
      <Facts
        rows={[
          [t.slot.plate, session.plate ?? t.slot.noPlate],
          [t.slot.ticket, formatTicketNumber(session.ticketNumber)],
          [t.slot.class, t.vehicleClasses[session.vehicleClass]],
          [t.slot.since, format.timeOn(session.since, now)],
          [t.slot.stay, format.duration(now - session.since)],
          ...(mayTake
            ? [
                [
                  t.slot.due,
                  <Due key="due" lotId={lot.id} ticket={session.ticketNumber} />,
                ] as const,
              ]
            : []),
        ]}
      />
      {mayTake && (
        <Button variant="default" onClick={toDesk} data-testid="slot-to-desk">
          {t.slot.desk}
        </Button>
      )}
    </div>
  );
}

function Due({ lotId, ticket }: { readonly lotId: string; readonly ticket: string }) {
  const format = useFormat();
  const quote = useQuote(lotId, { ticket });
  if (quote.data === undefined) return t.common.noValue;
  const { dueMinor } = quote.data;
  return (
    <strong data-testid="slot-due">
      {dueMinor === 0 ? t.slot.nothingDue : format.money(dueMinor)}
    </strong>
  );
}
