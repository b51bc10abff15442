import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import screen from '../../components/screen.module.css';
import { useMay, useTakesCommands } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { CalendarPanel } from './CalendarPanel.tsx';
import { ListPanel } from './ListPanel.tsx';
import { NewReservation } from './NewReservation.tsx';
import { ReservationAside } from './ReservationAside.tsx';
import classes from './reservations.module.css';

type Tab = 'calendar' | 'list';

/** Who comes when: what is reserved, what is left, and every booking with its code. */
export default function ReservationsScreen() {
  const [tab, setTab] = useState<Tab>('calendar');
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const mayManage = useMay('reservation.manage');
  const takes = useTakesCommands();
  return (
    <Tabs
      className={screen.screen}
      value={tab}
      onChange={(value) => setTab((value ?? 'calendar') as Tab)}
      keepMounted={false}
    >
      <header className={screen.top}>
        <h1 className={screen.title}>{t.reservations.title}</h1>
        <Tabs.List>
          <Tabs.Tab value="calendar" data-testid="reservations-calendar">
            {t.reservations.tabs.calendar}
          </Tabs.Tab>
          <Tabs.Tab value="list" data-testid="reservations-list">
            {t.reservations.tabs.list}
          </Tabs.Tab>
        </Tabs.List>
        <span className={screen.grow} />
        {mayManage && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={!takes}
            onClick={() => setAdding(true)}
            data-testid="reservation-add"
          >
            {t.reservations.add}
          </Button>
        )}
      </header>
      <div className={classes.columns}>
        <div className={classes.wide}>
          <Tabs.Panel value="calendar" className={screen.panel}>
            <CalendarPanel onOpen={setOpenId} />
          </Tabs.Panel>
          <Tabs.Panel value="list" className={screen.panel}>
            <ListPanel onOpen={setOpenId} />
          </Tabs.Panel>
        </div>
        {openId !== null && (
          <ReservationAside id={openId} key={openId} onClose={() => setOpenId(null)} />
        )}
      </div>
      {adding && <NewReservation onClose={() => setAdding(false)} />}
    </Tabs>
  );
}
