import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import type { FloorMapHandle } from '#renderer/floor-map/index.ts';
import { useViewState } from '../../app/view-state.ts';
import { useLot } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import classes from './map-controls.module.css';

const FOUND_MAX = 30;

/** Finds a slot by its label, and zooms for those who do not use the wheel. */
export function MapControls({ map }: { readonly map: RefObject<FloorMapHandle | null> }) {
  return (
    <>
      <SlotSearch />
      <div className={classes.zoom}>
        <Control label={t.map.zoomIn} onPress={() => map.current?.zoomIn()}>
          <IconPlus size={16} aria-hidden />
        </Control>
        <Control label={t.map.zoomOut} onPress={() => map.current?.zoomOut()}>
          <IconMinus size={16} aria-hidden />
        </Control>
        <Control label={t.map.fit} onPress={() => map.current?.fit()}>
          <IconMaximize size={16} aria-hidden />
        </Control>
      </div>
    </>
  );
}

function Control(props: {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={props.label} position="right">
      <ActionIcon variant="default" size={32} aria-label={props.label} onClick={props.onPress}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function SlotSearch() {
  const lot = useLot();
  const showSlot = useViewState((state) => state.showSlot);
  const options = useMemo(
    () => lot.slots.map(({ id, label }) => ({ value: id, label })),
    [lot.slots],
  );
  const [text, setText] = useState('');
  const choose = (id: string | null) => {
    const slot = lot.slots.find((candidate) => candidate.id === id);
    if (slot !== undefined) showSlot(slot);
  };
  // A label that was pasted has no option marked yet: Enter takes it all the same.
  const take = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    const wanted = text.trim().toLowerCase();
    const slot = lot.slots.find(({ label }) => label.toLowerCase() === wanted);
    if (slot !== undefined) showSlot(slot);
  };
  return (
    <Select
      className={classes.search ?? ''}
      aria-label={t.map.showList}
      placeholder={t.map.showList}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={null}
      data={options}
      value={null}
      onChange={choose}
      onSearchChange={setText}
      onKeyDown={take}
      limit={FOUND_MAX}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t.map.notFound}
      data-testid="slot-search"
    />
  );
}
