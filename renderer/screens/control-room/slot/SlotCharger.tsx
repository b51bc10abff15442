import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Slot } from '#domain/facility/lot-file.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { ConnectorLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { Facts } from '../../../components/Facts.tsx';
import { useMay, useStationNow, useTakesCommands } from '../../../link/hooks.ts';
import { energyText, powerText } from '../../../strings/energy.ts';
import { t } from '../../../strings/index.ts';
import { type Asked, ChargerDialog } from './ChargerDialog.tsx';
import classes from './slot.module.css';

const w = t.charging;

interface Props {
  readonly slot: Slot;
  readonly connectors: readonly ConnectorLive[];
}

/** The chargers at a slot: what they give to whom, and what staff may tell them. */
export function SlotChargers({ slot, connectors }: Props) {
  return connectors.map((connector) => (
    <SlotCharger
      key={`${connector.deviceId}/${connector.connectorId}`}
      slot={slot}
      connector={connector}
      isOnly={connectors.length === 1}
    />
  ));
}

function SlotCharger({
  slot,
  connector,
  isOnly,
}: {
  readonly slot: Slot;
  readonly connector: ConnectorLive;
  readonly isOnly: boolean;
}) {
  const format = useFormat();
  const now = useStationNow(10_000);
  const { status, detail, charge, order } = connector;
  const said = status === null ? w.unheard : w.statuses[status];
  const rows: (readonly [string, string])[] = [
    [w.status, detail === '' ? said : `${said}: ${detail}`],
  ];
  if (charge !== null) {
    rows.push([w.energy, energyText(charge.wh, format)]);
    if (charge.powerW !== null) rows.push([w.power, powerText(charge.powerW, format)]);
    const isIdle = charge.phase === 'idle';
    const since = isIdle ? charge.since : charge.startedAt;
    const length = format.duration(now - since);
    rows.push([isIdle ? w.idle : w.charging, w.since(format.timeOn(since, now), length)]);
    const { ticketNumber } = charge;
    rows.push([w.paidBy, ticketNumber === null ? w.nobody : formatTicketNumber(ticketNumber)]);
  }
  if (order !== null) rows.push([w.lastOrder, w.orderState(w.orders[order.kind], answerOf(order))]);
  const title = isOnly ? w.title : w.titleOf(format.number(connector.connectorId));
  return (
    <div className={classes.section} data-testid="slot-charger">
      <h3 className={classes.sectionTitle}>{title}</h3>
      {charge !== null && charge.ticketNumber === null && (
        <p className={classes.attention} data-testid="charge-unlinked">
          {t.alarms['charge-unlinked']}
        </p>
      )}
      <Facts rows={rows} />
      <ChargerActions slot={slot} connector={connector} />
    </div>
  );
}

function answerOf({ accepted, detail }: NonNullable<ConnectorLive['order']>): string {
  if (accepted === null) return w.waiting;
  return accepted ? w.accepted : w.refused(detail);
}

function ChargerActions({
  slot,
  connector,
}: {
  readonly slot: Slot;
  readonly connector: ConnectorLive;
}) {
  const mayOrder = useMay('slot.override');
  const mayLink = useMay('payment.take');
  const mayService = useMay('charger.service');
  const takes = useTakesCommands();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { charge, status } = connector;
  const isRunning = charge !== null && charge.stoppedAt === null;
  const possible: readonly Asked[] = [
    ...(mayOrder ? [isRunning ? ('stop' as const) : ('start' as const)] : []),
    ...(mayLink && charge !== null ? (['link'] as const) : []),
    ...(mayService ? [status === 'unavailable' ? ('in' as const) : ('out' as const)] : []),
    ...(mayService ? (['reset'] as const) : []),
  ];
  if (possible.length === 0) return null;
  const words = {
    start: w.start,
    stop: w.stop,
    link: w.link,
    in: w.inService,
    out: w.outOfService,
    reset: w.reset,
  };
  return (
    <>
      <div className={classes.actions}>
        {possible.map((action) => (
          <Button
            key={action}
            variant="default"
            disabled={!takes}
            onClick={() => setAsked(action)}
            data-testid={`charger-${action}`}
          >
            {words[action]}
          </Button>
        ))}
      </div>
      {asked !== null && (
        <ChargerDialog
          asked={asked}
          slot={slot}
          connector={connector}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
