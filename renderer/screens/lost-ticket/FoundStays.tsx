import { Button, Skeleton, Table, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SessionRow } from '#domain/contract/traffic.ts';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './lost-ticket.module.css';

const words = t.guard.lost;
const SHOWN_MAX = 50;

interface Props {
  readonly query: {
    readonly plate?: string;
    readonly enteredFrom?: number;
    readonly enteredTo?: number;
    readonly vehicleClass?: VehicleClass;
  };
  readonly hint: string;
  readonly onChoose: (stay: SessionRow) => void;
}

/** Vehicles inside that match, the longest stays first. */
export function FoundStays({ query, hint, onChoose }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const now = useStationNow(60_000);
  const stays = useQuery({
    queryKey: ['lost-ticket', lot.id, query],
    queryFn: () =>
      client.sessions.list({ lotId: lot.id, state: 'inside', limit: SHOWN_MAX, ...query }),
    placeholderData: keepPreviousData,
  });
  if (stays.isPending) return <Skeleton h={96} role="status" aria-label={t.common.loading} />;
  if (stays.isError)
    return (
      <EmptyNote title={words.failed}>
        <Button variant="default" onClick={() => void stays.refetch()}>
          {t.common.retry}
        </Button>
      </EmptyNote>
    );
  const rows = [...stays.data].sort((a, b) => a.entryAt - b.entryAt);
  if (rows.length === 0) return <EmptyNote title={words.none} hint={hint} />;
  return (
    <div>
      <p className={classes.count} role="status">
        {words.found(format.number(rows.length))}
        {rows.length === SHOWN_MAX && ` · ${words.more}`}
      </p>
      <div className={classes.found}>
        <Table stickyHeader data-testid="lost-found">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.columns.plate}</Table.Th>
              <Table.Th>{words.columns.entered}</Table.Th>
              <Table.Th>{words.columns.slot}</Table.Th>
              <Table.Th>{words.columns.vehicle}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{words.chooseShort}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((stay) => (
              <Table.Tr key={stay.id}>
                <Table.Td className={classes.plate}>{stay.plate ?? words.noPlate}</Table.Td>
                <Table.Td>{format.timeOn(stay.entryAt, now)}</Table.Td>
                <Table.Td>{stay.slotLabel ?? ''}</Table.Td>
                <Table.Td>{t.vehicleClasses[stay.vehicleClass]}</Table.Td>
                <Table.Td>
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={words.choose(stay.plate ?? words.noPlate)}
                    onClick={() => onChoose(stay)}
                    data-testid={`lost-choose-${stay.id}`}
                  >
                    {words.chooseShort}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
