import { Button, NumberInput, Popover, Table, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ZoneLive } from '#domain/views/zone-live.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay, useStationNow, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { newId } from '../new-id.ts';
import { tellUndoable } from '../notify.tsx';
import { useCommand } from '../use-command.ts';
import classes from './shell.module.css';

const w = t.zones;

/** How full the zones are that cameras count, and what staff have to set right. */
export function ZoneCounts({ zones }: { readonly zones: readonly ZoneLive[] }) {
  const { number } = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const [corrected, setCorrected] = useState<ZoneLive | null>(null);
  const free = number(zones.reduce((sum, zone) => sum + zone.free, 0));
  const unsure = zones.filter(isUnsure);
  const isWrong = unsure.length > 0;
  const lot = useLot();
  const state = useStateWords();
  const latest = useRef(zones);
  latest.current = zones;
  const hint = isWrong
    ? unsure.map((zone) => w.unsureHint(labelOf(lot, zone.id), state(zone))).join('\n')
    : w.figureHint(free);
  return (
    <>
      <Popover width={560} position="bottom-end" shadow="md" opened={isOpen} onChange={setIsOpen}>
        <Popover.Target>
          <Tooltip multiline style={{ whiteSpace: 'pre-line' }} label={hint} disabled={isOpen}>
            <UnstyledButton
              className={classes.kpi}
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
              data-testid="kpi-zones"
            >
              {isWrong ? (
                <span className={`${classes.kpiName} ${classes.amber}`}>
                  <IconAlertTriangleFilled size={12} aria-hidden />
                  {w.unsure(number(unsure.length))}
                </span>
              ) : (
                <span className={classes.kpiName}>{w.figure}</span>
              )}
              <span className={classes.kpiValue}>{isWrong ? w.about(free) : free}</span>
            </UnstyledButton>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <ZoneTable
            zones={zones}
            onCorrect={(zone) => {
              // The dialog stands where the table did.
              setIsOpen(false);
              setCorrected(zone);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {corrected !== null && (
        <CorrectDialog
          zone={corrected}
          countedNow={() =>
            latest.current.find(({ id }) => id === corrected.id)?.vehicles ?? corrected.vehicles
          }
          onClose={() => setCorrected(null)}
        />
      )}
    </>
  );
}

/** Its count cannot be true, or a camera of it sees nothing: free there is a guess until staff have counted. */
function isUnsure({ flag, cameraLost }: ZoneLive): boolean {
  return flag !== null || cameraLost;
}

interface TableProps {
  readonly zones: readonly ZoneLive[];
  readonly onCorrect: (zone: ZoneLive) => void;
}

function ZoneTable({ zones, onCorrect }: TableProps) {
  const { number } = useFormat();
  const lot = useLot();
  const may = useMay('slot.override');
  const takes = useTakesCommands();
  const state = useStateWords();
  return (
    <Table data-testid="zone-counts" captionSide="top">
      <Table.Caption>{w.title}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{w.zone}</Table.Th>
          <Table.Th>{w.vehicles}</Table.Th>
          <Table.Th>{w.free}</Table.Th>
          <Table.Th>{w.state}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {zones.map((zone) => (
          <Table.Tr key={zone.id} data-testid={`zone-${zone.id}`}>
            <Table.Td>{labelOf(lot, zone.id)}</Table.Td>
            <Table.Td>{w.of(number(zone.vehicles), number(zone.slots))}</Table.Td>
            <Table.Td>{number(zone.free)}</Table.Td>
            <Table.Td>
              {isUnsure(zone) && (
                <IconAlertTriangleFilled size={14} className={classes.amber} aria-hidden />
              )}{' '}
              {state(zone)}
            </Table.Td>
            <Table.Td>
              {may && (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={!takes}
                  aria-label={w.correctOf(labelOf(lot, zone.id))}
                  onClick={() => onCorrect(zone)}
                  data-testid={`zone-correct-${zone.id}`}
                >
                  {w.correct}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What is wrong comes first. */
function useStateWords(): (zone: ZoneLive) => string {
  const format = useFormat();
  const now = useStationNow(60_000);
  return ({ flag, cameraLost, correctedAt, correctedBy }) => {
    if (flag !== null) return w.flags[flag];
    if (cameraLost) return w.cameraLost;
    if (correctedAt === null || correctedBy === null) return w.counting;
    return w.correctedBy(correctedBy, format.timeOn(correctedAt, now));
  };
}

interface CorrectProps {
  readonly zone: ZoneLive;
  /** What the zone's count is when it is asked for. */
  readonly countedNow: () => number;
  readonly onClose: () => void;
}

function CorrectDialog({ zone, countedNow, onClose }: CorrectProps) {
  const { client } = useStation();
  const lot = useLot();
  const [vehicles, setVehicles] = useState<number | string>('');
  const label = labelOf(lot, zone.id);
  // What the cameras have counted since stays counted: only the difference that was typed is taken back.
  const undo = async () => {
    const before = countedNow() - Number(vehicles) + zone.vehicles;
    await client.zones.correct({
      ...{ lotId: lot.id, zoneId: zone.id, reason: w.undoReason, commandId: newId() },
      vehicles: Math.min(zone.slots, Math.max(0, before)),
    });
  };
  const correct = useCommand(
    (reason: string, commandId) =>
      client.zones.correct({
        ...{ lotId: lot.id, zoneId: zone.id, reason, commandId },
        vehicles: Number(vehicles),
      }),
    () => tellUndoable(`zone ${zone.id}`, w.corrected(label), undo),
  );
  return (
    <ReasonDialog
      title={w.correctOf(label)}
      hint={w.correctHint}
      reasons={w.reasons}
      confirm={w.correct}
      ready={typeof vehicles === 'number'}
      onConfirm={correct.run}
      onClose={onClose}
    >
      <NumberInput
        label={w.vehicles}
        value={vehicles}
        onChange={setVehicles}
        min={0}
        max={zone.slots}
        allowDecimal={false}
        data-testid="zone-vehicles"
      />
    </ReasonDialog>
  );
}

function labelOf(lot: { readonly zones: readonly { id: string; label: string }[] }, id: string) {
  return lot.zones.find((zone) => zone.id === id)?.label ?? id;
}
