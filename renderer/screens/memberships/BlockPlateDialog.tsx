import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { zonedDayOf } from '#domain/kernel/zoned.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import { useFormat } from '../../app/lot-format.ts';
import { newId } from '../../app/new-id.ts';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const { blocked: words } = t.membership;

/** Puts a plate on the block list, until further notice or the end of a day. */
export function BlockPlateDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const today = format.dayOf(useStationNow(60_000));
  const [typed, setTyped] = useState('');
  const [day, setDay] = useState('');
  const plate = normalisePlate(typed);
  const isPast = day !== '' && day < today;
  const block = async (reason: string) => {
    if (plate === null) return false;
    const untilAt = day === '' ? null : (zonedDayOf(day, lot.timeZone)?.endsAt ?? null);
    try {
      await client.blockedPlates.block({
        lotId: lot.id,
        plate,
        reason,
        untilAt,
        commandId: newId(),
      });
      tellDone(words.done(plate));
      return true;
    } catch (cause) {
      tellProblem(cause);
      return false;
    }
  };
  return (
    <ReasonDialog
      title={words.title}
      hint={words.hint}
      reasons={words.reasons}
      confirm={words.confirm}
      ready={plate !== null && !isPast}
      onConfirm={block}
      onClose={onClose}
    >
      <TextInput
        label={words.plate}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={typed.trim() !== '' && plate === null ? words.plateBad : null}
        maxLength={32}
        autoComplete="off"
        spellCheck={false}
        data-testid="block-plate"
      />
      <TextInput
        type="date"
        label={words.until}
        description={words.untilHint}
        value={day}
        min={today}
        onChange={(event) => setDay(event.currentTarget.value)}
        error={isPast ? words.untilBad : null}
      />
    </ReasonDialog>
  );
}
