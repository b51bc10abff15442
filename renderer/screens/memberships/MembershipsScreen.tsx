import { Tabs } from '@mantine/core';
import { useState } from 'react';
import screen from '../../components/screen.module.css';
import { t } from '../../strings/index.ts';
import { BlockList } from './BlockList.tsx';
import { GroupList } from './GroupList.tsx';
import { MemberList } from './MemberList.tsx';
import { PlanList } from './PlanList.tsx';
import { ReminderList } from './ReminderList.tsx';

const TABS = ['members', 'plans', 'groups', 'reminders', 'blocked'] as const;
type Tab = (typeof TABS)[number];

const PANELS = {
  members: MemberList,
  plans: PlanList,
  groups: GroupList,
  reminders: ReminderList,
  blocked: BlockList,
} satisfies Record<Tab, unknown>;

/** Who parks by contract, on which terms, and who is not let in at all. */
export default function MembershipsScreen() {
  const [tab, setTab] = useState<Tab>('members');
  return (
    <Tabs
      className={screen.screen}
      value={tab}
      onChange={(value) => setTab((value ?? 'members') as Tab)}
      keepMounted={false}
    >
      <header className={screen.top}>
        <h1 className={screen.title}>{t.membership.title}</h1>
        <Tabs.List>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one} data-testid={`memberships-${one}`}>
              {t.membership.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </header>
      {TABS.map((one) => {
        const Panel = PANELS[one];
        return (
          <Tabs.Panel key={one} value={one} className={screen.panel}>
            <Panel />
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
