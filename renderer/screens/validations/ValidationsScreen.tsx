import { Tabs } from '@mantine/core';
import { useState } from 'react';
import screen from '../../components/screen.module.css';
import { useMay } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { LedgerPanel } from './LedgerPanel.tsx';
import { ShopList } from './ShopList.tsx';

const words = t.validation;

/** Shops that pay for their customers' parking, and what they owe for it. */
export default function ValidationsScreen() {
  const mayReport = useMay('report.view');
  const [tab, setTab] = useState('shops');
  return (
    <Tabs
      className={screen.screen}
      value={tab}
      onChange={(value) => setTab(value ?? 'shops')}
      keepMounted={false}
    >
      <header className={screen.top}>
        <h1 className={screen.title}>{words.title}</h1>
        {mayReport && (
          <Tabs.List>
            <Tabs.Tab value="shops" data-testid="validations-shops">
              {words.tabs.shops}
            </Tabs.Tab>
            <Tabs.Tab value="ledger" data-testid="validations-ledger">
              {words.tabs.ledger}
            </Tabs.Tab>
          </Tabs.List>
        )}
      </header>
      <Tabs.Panel value="shops" className={screen.panel}>
        <ShopList />
      </Tabs.Panel>
      {mayReport && (
        <Tabs.Panel value="ledger" className={screen.panel}>
          <LedgerPanel />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}
