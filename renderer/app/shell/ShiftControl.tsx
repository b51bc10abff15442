import { Button, Popover, Stack } from '@mantine/core';
import { IconCashBanknote } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import type { ShiftLive } from '#domain/views/live.ts';
import { Facts } from '../../components/Facts.tsx';
import { useMay, useOwnShift, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { CloseShiftDialog } from './CloseShiftDialog.tsx';
import { MoveCashDialog } from './MoveCashDialog.tsx';
import { OpenShiftDialog } from './OpenShiftDialog.tsx';
import classes from './shell.module.css';
import { TillPrinterField } from './TillPrinterField.tsx';

const ShiftReportDialog = lazy(() => import('../../screens/shifts/ShiftReportDialog.tsx'));

type Dialog =
  | { readonly kind: 'open' | 'close' | 'move' }
  | { readonly kind: 'report'; readonly shiftId: string };

/** The cash drawer's shift: who has it open, what is in it, and all that is done with it. */
export function ShiftControl() {
  const shift = useOwnShift();
  const mayOwn = useMay('shift.own');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [menu, setMenu] = useState(false);
  const words = shift === null ? t.shift.none : t.shift.running(shift.by);
  const choose = (chosen: Dialog) => {
    setMenu(false);
    setDialog(chosen);
  };
  return (
    <>
      <Popover opened={menu && shift !== null} onChange={setMenu} shadow="md" width={304} trapFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.plainButton}
            aria-label={words}
            disabled={shift === null && !mayOwn}
            onClick={() => (shift === null ? choose({ kind: 'open' }) : setMenu(!menu))}
            data-testid="shift"
          >
            <IconCashBanknote size={20} stroke={1.5} aria-hidden />
            <span className={classes.shiftWord}>{words}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {shift !== null && (
            <ShiftSummary
              shift={shift}
              onChoose={mayOwn ? choose : null}
              onLeave={() => setMenu(false)}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <Dialogs shift={shift} dialog={dialog} setDialog={setDialog} />
    </>
  );
}

function Dialogs({
  shift,
  dialog,
  setDialog,
}: {
  readonly shift: ShiftLive | null;
  readonly dialog: Dialog | null;
  readonly setDialog: (dialog: Dialog | null) => void;
}) {
  const close = () => setDialog(null);
  if (dialog === null) return null;
  if (dialog.kind === 'open') return <OpenShiftDialog onClose={close} />;
  if (dialog.kind === 'report')
    return (
      <Suspense fallback={null}>
        <ShiftReportDialog shiftId={dialog.shiftId} onClose={close} />
      </Suspense>
    );
  if (shift === null) return null;
  if (dialog.kind === 'move') return <MoveCashDialog shift={shift} onClose={close} />;
  const closed = (shiftId: string) => setDialog({ kind: 'report', shiftId });
  return <CloseShiftDialog shift={shift} onClose={close} onClosed={closed} />;
}

interface SummaryProps {
  readonly shift: ShiftLive;
  readonly onChoose: ((dialog: Dialog) => void) | null;
  readonly onLeave: () => void;
}

function ShiftSummary({ shift, onChoose, onLeave }: SummaryProps) {
  const format = useFormat();
  const now = useStationNow(10_000);
  const [, navigate] = useLocation();
  const all = () => {
    onLeave();
    navigate('/shifts');
  };
  return (
    <Stack gap="sm">
      <Facts
        rows={[
          [t.shift.by, shift.by],
          [t.shift.since, format.timeOn(shift.openedAt, now)],
          [t.shift.float, format.money(shift.floatMinor)],
          [t.shift.taking, format.money(shift.takenMinor)],
          [t.shift.expected, format.money(shift.expectedCashMinor)],
        ]}
      />
      {onChoose !== null && <TillPrinterField />}
      {onChoose !== null && (
        <Stack gap={8}>
          <Button
            variant="default"
            onClick={() => onChoose({ kind: 'move' })}
            data-testid="shift-move"
          >
            {t.shift.move}
          </Button>
          <Button
            variant="default"
            onClick={() => onChoose({ kind: 'report', shiftId: shift.id })}
            data-testid="shift-x-report"
          >
            {t.shift.xReport}
          </Button>
          <Button
            variant="default"
            onClick={() => onChoose({ kind: 'close' })}
            data-testid="shift-close"
          >
            {t.shift.close}
          </Button>
          <Button variant="subtle" onClick={all} data-testid="shift-all">
            {t.shift.all}
          </Button>
        </Stack>
      )}
    </Stack>
  );
}
