import { Button, Popover, Stack } from '@mantine/core';
import { IconCashBanknote } from '@tabler/icons-react';
import { useState } from 'react';
import { Facts } from '../../components/Facts.tsx';
import { useMay, useOwnShift, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { CloseShiftDialog } from './CloseShiftDialog.tsx';
import { OpenShiftDialog } from './OpenShiftDialog.tsx';
import classes from './shell.module.css';

/** The cash drawer's shift: who has it open, and opening and closing it. */
export function ShiftControl() {
  const shift = useOwnShift();
  const mayOwn = useMay('shift.own');
  const [dialog, setDialog] = useState<'open' | 'close' | null>(null);
  const [menu, setMenu] = useState(false);
  const close = () => setDialog(null);
  const words = shift === null ? t.shift.none : t.shift.running(shift.by);
  return (
    <>
      <Popover opened={menu && shift !== null} onChange={setMenu} shadow="md" width={280} trapFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.plainButton}
            aria-label={words}
            disabled={shift === null && !mayOwn}
            onClick={() => (shift === null ? setDialog('open') : setMenu(!menu))}
            data-testid="shift"
          >
            <IconCashBanknote size={20} stroke={1.5} aria-hidden />
            <span className={classes.shiftWord}>{words}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <ShiftSummary
            onClose={
              mayOwn
                ? () => {
                    setMenu(false);
                    setDialog('close');
                  }
                : null
            }
          />
        </Popover.Dropdown>
      </Popover>
      {dialog === 'open' && <OpenShiftDialog onClose={close} />}
      {dialog === 'close' && <CloseShiftDialog onClose={close} />}
    </>
  );
}

function ShiftSummary({ onClose }: { readonly onClose: (() => void) | null }) {
  const shift = useOwnShift();
  const format = useFormat();
  const now = useStationNow(10_000);
  if (shift === null) return null;
  return (
    <Stack gap="sm">
      <Facts
        rows={[
          [t.shift.by, shift.by],
          [t.shift.since, format.timeOn(shift.openedAt, now)],
          [t.shift.float, format.money(shift.floatMinor)],
          [t.shift.taken, format.money(shift.takenMinor)],
          [t.shift.expected, format.money(shift.expectedCashMinor)],
        ]}
      />
      {onClose !== null && (
        <Button variant="default" onClick={onClose} data-testid="shift-close">
          {t.shift.close}
        </Button>
      )}
    </Stack>
  );
}
