import { Button, Checkbox, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ReservationAvailability } from '#domain/contract/reservations.ts';
import { VEHICLE_CLASSES, type VehicleClass } from '#domain/facility/kinds.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useLot } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { fromField, toField } from './local-time.ts';
import type { Wanted } from './use-reservations.ts';

const words = t.reservations.window;
const HOUR_MS = 3_600_000;
const LENGTHS_HOURS = [1, 2, 4, 8, 24] as const;
const DAY_HOURS = 24;

/** What the form holds: times as the fields show them, by the lot's clock. */
export interface WindowDraft extends Omit<Wanted, 'fromAt' | 'toAt'> {
  readonly fromText: string;
  readonly toText: string;
}

/** What a draft asks for, or null while a time is missing. */
export function wantedOf(draft: WindowDraft, timeZone: string): Wanted | null {
  const { fromText, toText, ...rest } = draft;
  const fromAt = fromField(fromText, timeZone);
  const toAt = fromField(toText, timeZone);
  if (fromAt === null || toAt === null) return null;
  // Of two vehicles the fields may still hold what only the other can want.
  const mayCharge = rest.vehicleClass === 'ev' || rest.vehicleClass === 'bus';
  return { ...rest, fromAt, toAt, wantsCharge: rest.wantsCharge && mayCharge };
}

interface Props {
  readonly draft: WindowDraft;
  readonly onDraft: (draft: WindowDraft) => void;
  readonly slots: ReservationAvailability['slots'];
  /** The slot of the booking that is being changed, which is not free to others. */
  readonly ownSlot?: { readonly id: string; readonly label: string };
  readonly fixed?: 'vehicle' | 'all-but-end';
}

/** When, for what vehicle, and in which slot. */
export function WindowFields({ draft, onDraft, slots, ownSlot, fixed }: Props) {
  const onlyEnd = fixed === 'all-but-end';
  const set = (change: Partial<WindowDraft>) => onDraft({ ...draft, ...change });
  const own = ownSlot === undefined ? [] : [{ value: ownSlot.id, label: ownSlot.label }];
  const options = [
    ...own,
    ...slots
      .filter(({ id }) => id !== ownSlot?.id)
      .map(({ id, label, kind }) => ({ value: id, label: `${label} · ${t.slotKinds[kind]}` })),
  ];
  return (
    <Stack gap={12}>
      <TimeFields draft={draft} onDraft={onDraft} onlyEnd={onlyEnd} />
      {fixed === undefined && <VehicleFields draft={draft} onDraft={onDraft} />}
      {!onlyEnd && (
        <Select
          label={words.slot}
          placeholder={words.anySlot}
          data={options}
          value={draft.slotId}
          onChange={(slotId) => set({ slotId })}
          searchable
          clearable
          nothingFoundMessage={words.noSlot}
          limit={100}
          data-testid="reservation-slot"
        />
      )}
    </Stack>
  );
}

function TimeFields({
  draft,
  onDraft,
  onlyEnd,
}: Pick<Props, 'draft' | 'onDraft'> & { readonly onlyEnd: boolean }) {
  const { timeZone } = useLot();
  const format = useFormat();
  const fromAt = fromField(draft.fromText, timeZone);
  const toAt = fromField(draft.toText, timeZone);
  const setFrom = (fromText: string) => {
    const next = fromField(fromText, timeZone);
    // The end moves along, so that the length stays as it was chosen.
    const moved = next !== null && fromAt !== null && toAt !== null && toAt > fromAt;
    const toText = moved ? toField(next + toAt - fromAt, timeZone) : draft.toText;
    onDraft({ ...draft, fromText, toText });
  };
  const lengthen = (hours: number) => {
    if (fromAt !== null) onDraft({ ...draft, toText: toField(fromAt + hours * HOUR_MS, timeZone) });
  };
  return (
    <>
      <SimpleGrid cols={2}>
        <TextInput
          type="datetime-local"
          label={words.from}
          value={draft.fromText}
          onChange={(event) => setFrom(event.currentTarget.value)}
          error={fromAt === null ? words.badTime : null}
          disabled={onlyEnd}
          data-autofocus={!onlyEnd || undefined}
          data-testid="reservation-from"
        />
        <TextInput
          type="datetime-local"
          label={words.to}
          value={draft.toText}
          onChange={(event) => onDraft({ ...draft, toText: event.currentTarget.value })}
          error={
            toAt === null
              ? words.badTime
              : fromAt !== null && toAt <= fromAt
                ? t.refusals['reservation-window-wrong'].what
                : null
          }
          data-autofocus={onlyEnd || undefined}
          data-testid="reservation-to"
        />
      </SimpleGrid>
      <Group gap={8} role="group" aria-label={words.presets}>
        {LENGTHS_HOURS.map((hours) => (
          <Button key={hours} size="xs" variant="default" onClick={() => lengthen(hours)}>
            {hours === DAY_HOURS ? words.day : words.hours(format.number(hours))}
          </Button>
        ))}
      </Group>
    </>
  );
}

function VehicleFields({ draft, onDraft }: Pick<Props, 'draft' | 'onDraft'>) {
  const { vehicleClass } = draft;
  const mayCharge = vehicleClass === 'ev' || vehicleClass === 'bus';
  return (
    <>
      <Select
        label={words.vehicle}
        data={VEHICLE_CLASSES.map((value) => ({ value, label: t.vehicleClasses[value] }))}
        value={vehicleClass}
        onChange={(value) =>
          onDraft({ ...draft, vehicleClass: (value ?? 'car') as VehicleClass, slotId: null })
        }
        allowDeselect={false}
        data-testid="reservation-vehicle"
      />
      <Group>
        {mayCharge && (
          <Checkbox
            label={words.charge}
            checked={draft.wantsCharge}
            onChange={(event) => onDraft({ ...draft, wantsCharge: event.currentTarget.checked })}
          />
        )}
        <Checkbox
          label={words.permit}
          checked={draft.accessiblePermit}
          onChange={(event) =>
            onDraft({ ...draft, accessiblePermit: event.currentTarget.checked, slotId: null })
          }
        />
      </Group>
    </>
  );
}
