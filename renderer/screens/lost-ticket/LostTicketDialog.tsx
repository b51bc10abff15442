import { Modal, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { SessionRow } from '#domain/contract/traffic.ts';
import { t } from '../../strings/index.ts';
import { ByPlate } from './ByPlate.tsx';
import { ByTime } from './ByTime.tsx';
import { DeclareLost } from './DeclareLost.tsx';
import { NoStay } from './NoStay.tsx';

const words = t.guard.lost;

interface Props {
  readonly onClose: () => void;
  /** The stay was found: the ticket that stands for the lost one. The desk then shows what is due. */
  readonly onDeclared: (ticketNumber: string) => void;
}

/**
 * A driver without a ticket: the stay is looked up by its plate, then by the time of entry; only when
 * nothing is found is the charge taken without a stay.
 */
export function LostTicketDialog({ onClose, onDeclared }: Props) {
  const [tab, setTab] = useState<string>('plate');
  const [chosen, setChosen] = useState<SessionRow | null>(null);
  if (chosen !== null)
    return (
      <DeclareLost
        stay={chosen}
        onBack={() => setChosen(null)}
        onDeclared={(ticketNumber) => {
          onDeclared(ticketNumber);
          onClose();
        }}
      />
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      size="xl"
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Tabs
        value={tab}
        onChange={(value) => setTab(value ?? 'plate')}
        keepMounted={false}
        data-testid="lost-ticket"
      >
        <Tabs.List>
          <Tabs.Tab value="plate">{words.byPlate}</Tabs.Tab>
          <Tabs.Tab value="time">{words.byTime}</Tabs.Tab>
          <Tabs.Tab value="none">{words.notFound}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="plate" pt="md">
          <ByPlate onChoose={setChosen} />
        </Tabs.Panel>
        <Tabs.Panel value="time" pt="md">
          <ByTime onChoose={setChosen} />
        </Tabs.Panel>
        <Tabs.Panel value="none" pt="md">
          <NoStay onDone={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
