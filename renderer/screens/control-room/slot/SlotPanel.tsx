import { CloseButton } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { SlotLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { useViewState } from '../../../app/view-state.ts';
import { Facts } from '../../../components/Facts.tsx';
import { KindIcon } from '../../../components/KindIcon.tsx';
import { useLot, useSlot, useStationNow } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { vehicleName } from '../../../strings/vehicle-name.ts';
import roomClasses from '../control-room.module.css';
import { SlotActions } from './SlotActions.tsx';
import { SlotChargers } from './SlotCharger.tsx';
import { SlotHistory } from './SlotHistory.tsx';
import { SlotSession } from './SlotSession.tsx';
import classes from './slot.module.css';

/** Everything about one slot, over the map's right edge. */
export function SlotPanel({ slotId }: { readonly slotId: string }) {
  const lot = useLot();
  const slot = lot.slots.find(({ id }) => id === slotId);
  const live = useSlot(slotId);
  const close = useViewState((state) => state.selectSlot);
  const panel = useRef<HTMLElement>(null);
  useEscape(panel, () => close(null));
  if (slot === undefined || live === undefined) return null;
  const zone = lot.zones.find(({ id }) => id === slot.zoneId)?.label ?? slot.zoneId;
  return (
    <section
      ref={panel}
      className={roomClasses.panel}
      aria-label={t.slot.panel(slot.label)}
      data-testid="slot-panel"
      data-slot={slotId}
    >
      <div className={classes.head}>
        <div>
          <h2 className={classes.label}>{slot.label}</h2>
          <div className={classes.where}>
            <KindIcon kind={slot.kind} />
            {t.slotKinds[slot.kind]} · {zone}
          </div>
        </div>
        <CloseButton aria-label={t.common.close} onClick={() => close(null)} />
      </div>
      <div className={classes.body}>
        <Says live={live} />
        <Attention live={live} />
        {live.block !== null && <Block block={live.block} />}
        {live.session !== null && <SlotSession session={live.session} />}
        {live.connectors !== undefined && <SlotChargers slot={slot} connectors={live.connectors} />}
        <SlotActions slot={slot} live={live} />
        <SlotHistory slotId={slotId} live={live} />
      </div>
    </section>
  );
}

/** What may lie over the panel and takes Escape for itself. */
const ABOVE = '[role="dialog"], [role="menu"], [role="combobox"][aria-expanded="true"]';

/** Escape closes the panel, unless a dialog or a menu above it takes the key. */
function useEscape(panel: React.RefObject<HTMLElement | null>, close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const { target } = event;
      if (target instanceof Element && target.closest(ABOVE) !== null) return;
      if (panel.current !== null) latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [panel]);
}

/** The sensor's word and the ledger's word side by side: both are kept, and may differ. */
function Says({ live }: { readonly live: SlotLive }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const { session } = live;
  return (
    <div className={classes.says}>
      <div>
        <div className={classes.saysName}>{t.slot.sensor}</div>
        <div className={classes.saysValue} data-testid="slot-presence">
          {t.presences[live.presence]}
        </div>
        <div className={classes.saysName}>
          {live.presenceAt === null
            ? t.slot.sensorNever
            : t.slot.sensorSince(format.timeOn(live.presenceAt, now))}
        </div>
      </div>
      <div>
        <div className={classes.saysName}>{t.slot.ledger}</div>
        <div className={classes.saysValue} data-testid="slot-assignment">
          {session === null ? t.common.none : vehicleName(session)}
        </div>
        <div className={classes.saysName}>
          {session === null
            ? t.slot.unassigned
            : t.slot.sensorSince(format.timeOn(session.since, now))}
        </div>
      </div>
    </div>
  );
}

function Attention({ live }: { readonly live: SlotLive }) {
  if (live.attention === 'none') return null;
  return (
    <div
      className={classes.attention}
      data-fault={live.attention === 'fault'}
      data-testid="slot-attention"
    >
      <IconAlertTriangleFilled size={16} aria-hidden />
      <span>{live.attention === 'mismatch' ? t.slot.differ : t.attentions[live.attention]}</span>
    </div>
  );
}

function Block({ block }: { readonly block: NonNullable<SlotLive['block']> }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const until =
    block.untilAt === null
      ? t.slot.blockedOpenEnd
      : t.slot.blockedUntil(format.timeOn(block.untilAt, now));
  return (
    <div className={classes.section} data-testid="slot-block-facts">
      <h3 className={classes.sectionTitle}>{t.slot.blocked}</h3>
      <Facts
        rows={[
          [t.reason.label, block.reason],
          [t.slot.until, until],
          [t.common.by, block.by],
        ]}
      />
    </div>
  );
}
