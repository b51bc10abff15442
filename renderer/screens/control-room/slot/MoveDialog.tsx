import { Button, Group, Select } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useViewState } from '../../../app/view-state.ts';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { vehicleName } from '../../../strings/vehicle-name.ts';
import type { DialogProps } from './dialog-props.ts';
import { moveTargets } from './move-targets.ts';

const OPTIONS_MAX = 50;

/** Gives a vehicle another slot: from the list of suitable ones, or from the map. */
export function MoveDialog(props: DialogProps & { readonly onPick: () => void }) {
  const { slot, live, send, onClose, onPick } = props;
  const { live: store } = useStation();
  const lot = useLot();
  const { session } = live;
  const picked = useViewState((state) => state.pickedSlotId);
  const startPicking = useViewState((state) => state.startPicking);
  const [target, setTarget] = useState<string | null>(picked);
  const targets = useMemo(
    () => (session === null ? [] : moveTargets(lot, slot, session, store.slots.get)),
    [lot, slot, session, store],
  );
  const levels = useMemo(() => new Map(lot.levels.map(({ id, label }) => [id, label])), [lot]);
  const options = targets.map(({ id, label, kind, levelId }) => ({
    value: id,
    label: `${label} · ${t.slotKinds[kind]} · ${levels.get(levelId) ?? levelId}`,
  }));
  const chosen = lot.slots.find(({ id }) => id === target);
  if (chosen !== undefined && options.every(({ value }) => value !== target)) {
    options.unshift({ value: chosen.id, label: chosen.label });
  }
  const pick = () => {
    startPicking({ fromSlotId: slot.id, vehicle: session === null ? '' : vehicleName(session) });
    onPick();
  };
  const confirm = async (reason: string) =>
    target !== null && send({ action: { kind: 'move', toSlotId: target }, reason });
  return (
    <ReasonDialog
      title={t.slot.moveTitle(slot.label)}
      reasons={t.slot.reasons.move}
      confirm={t.slot.move}
      ready={target !== null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Group align="flex-end" wrap="nowrap">
        <Select
          flex={1}
          label={t.slot.moveTarget}
          placeholder={t.slot.moveSearch}
          nothingFoundMessage={t.slot.moveNone}
          data={options}
          value={target}
          onChange={setTarget}
          limit={OPTIONS_MAX}
          searchable
          data-testid="move-target"
        />
        <Button
          variant="default"
          leftSection={<IconMapPin size={16} aria-hidden />}
          onClick={pick}
          data-testid="move-pick"
        >
          {t.slot.movePick}
        </Button>
      </Group>
    </ReasonDialog>
  );
}
