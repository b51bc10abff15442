import { Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import screen from '../../components/screen.module.css';
import { useLot } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { PriceTab } from '../pricing/PriceTab.tsx';
import { Simulator } from '../pricing/Simulator.tsx';
import { useDraft } from './draft/draft-store.ts';
import { CheckedContext, useCheck } from './draft/use-checked.ts';
import { TariffEditor } from './TariffEditor.tsx';
import { VersionList } from './VersionList.tsx';

const TABS = ['versions', 'editor', 'price', 'whatIf'] as const;
type Tab = (typeof TABS)[number];

/** What parking costs: the versions of the tariff, the one being edited, the dynamic price. */
export default function TariffsScreen() {
  const lot = useLot();
  const { lotId, draft, discard } = useDraft();
  const checked = useCheck();
  const [tab, setTab] = useState<Tab>(draft === null ? 'versions' : 'editor');
  // A draft is in the money and by the clock of its lot.
  useEffect(() => {
    if (lotId !== null && lotId !== lot.id) discard();
  }, [lotId, lot.id, discard]);
  const panels = {
    versions: <VersionList onEdit={() => setTab('editor')} />,
    editor: <TariffEditor onPublished={() => setTab('versions')} />,
    price: <PriceTab onSimulate={() => setTab('whatIf')} />,
    whatIf: <Simulator onEdit={() => setTab('editor')} />,
  } satisfies Record<Tab, unknown>;
  return (
    <CheckedContext value={checked}>
      <Tabs
        className={screen.screen}
        value={tab}
        onChange={(value) => setTab((value ?? 'versions') as Tab)}
        keepMounted={false}
      >
        <header className={screen.top}>
          <h1 className={screen.title}>{t.tariffs.title}</h1>
          <Tabs.List>
            {TABS.map((one) => (
              <Tabs.Tab key={one} value={one} data-testid={`tariffs-${one}`}>
                {t.tariffs.tabs[one]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </header>
        {TABS.map((one) => (
          <Tabs.Panel key={one} value={one} className={screen.panel}>
            {panels[one]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </CheckedContext>
  );
}
