import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Slot } from '#domain/facility/lot-file.ts';
import type { SlotAction } from '#domain/lot/words.ts';
import type { SlotLive } from '#domain/views/live.ts';
import { useNames } from '../../../app/lot-format.ts';
import { newId } from '../../../app/new-id.ts';
import { tellDone, tellUndoable } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { useViewState } from '../../../app/view-state.ts';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot, useMay, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { BlockDialog } from './BlockDialog.tsx';
import type { DialogProps, Override } from './dialog-props.ts';
import { MoveDialog } from './MoveDialog.tsx';
import classes from './slot.module.css';

type Asked = SlotAction['kind'];

/** Sends what staff do to a slot, and offers to undo it. */
export function useOverride(slot: Slot) {
  const { client } = useStation();
  const lot = useLot();
  const names = useNames();
  return useCommand(
    ({ action, reason }: Override, commandId) =>
      client.slots.override({ lotId: lot.id, slotId: slot.id, action, reason, commandId }),
    ({ overrideId, undoable }, { action }) => {
      const words =
        action.kind === 'move'
          ? t.slot.done.move(slot.label, names.slot(action.toSlotId))
          : t.slot.done[action.kind](slot.label);
      if (!undoable) return tellDone(words);
      const commandId = newId();
      tellUndoable(slot.id, words, async () => {
        await client.slots.undo({ lotId: lot.id, overrideId, commandId });
      });
    },
  );
}

/** What can be done to a slot as it is now. */
function possible(live: SlotLive): readonly Asked[] {
  return [
    ...(live.session === null ? [] : (['move', 'free'] as const)),
    live.block === null ? 'block' : 'unblock',
    'mark',
  ];
}

export function SlotActions({ slot, live }: { readonly slot: Slot; readonly live: SlotLive }) {
  const may = useMay('slot.override');
  const takes = useTakesCommands();
  const picked = useViewState((state) => state.pickedSlotId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const override = useOverride(slot);
  useEffect(() => {
    if (picked !== null) setAsked('move');
  }, [picked]);
  if (!may) return null;
  const words = {
    move: t.slot.moveShort,
    free: t.slot.freeShort,
    block: t.slot.block,
    unblock: t.slot.unblock,
    mark: t.slot.mark,
  };
  const close = () => {
    setAsked(null);
    useViewState.getState().stopPicking();
  };
  return (
    <div className={classes.section}>
      <h3 className={classes.sectionTitle}>{t.slot.change}</h3>
      <div className={classes.actions}>
        {possible(live).map((action) => (
          <Button
            key={action}
            variant="default"
            disabled={!takes}
            onClick={() => setAsked(action)}
            data-testid={`slot-${action}`}
          >
            {words[action]}
          </Button>
        ))}
      </div>
      {asked !== null && (
        <OverrideDialog
          asked={asked}
          slot={slot}
          live={live}
          send={override.run}
          onClose={close}
          onPick={() => setAsked(null)}
        />
      )}
    </div>
  );
}

function OverrideDialog(
  props: DialogProps & { readonly asked: Asked; readonly onPick: () => void },
) {
  const { asked, slot, live, send, onClose, onPick } = props;
  if (asked === 'move') return <MoveDialog {...{ slot, live, send, onClose, onPick }} />;
  if (asked === 'block') return <BlockDialog {...{ slot, live, send, onClose }} />;
  const presence = live.presence === 'occupied' ? 'vacant' : 'occupied';
  if (asked === 'mark') {
    return (
      <ReasonDialog
        title={t.slot.markTitle(slot.label, t.presences[presence].toLowerCase())}
        hint={t.slot.markHint}
        reasons={t.slot.reasons.mark}
        confirm={presence === 'vacant' ? t.slot.markVacant : t.slot.markOccupied}
        onConfirm={(reason) => send({ action: { kind: 'mark', presence }, reason })}
        onClose={onClose}
      />
    );
  }
  const free = asked === 'free';
  return (
    <ReasonDialog
      title={free ? t.slot.freeTitle(slot.label) : t.slot.unblockTitle(slot.label)}
      {...(free ? { hint: t.slot.freeHint } : {})}
      reasons={t.slot.reasons[asked]}
      confirm={free ? t.slot.free : t.slot.unblock}
      onConfirm={(reason) => send({ action: { kind: asked }, reason })}
      onClose={onClose}
    />
  );
}
