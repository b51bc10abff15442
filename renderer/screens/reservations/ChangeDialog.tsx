import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReservationDetail } from '#domain/contract/reservations.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { cardNumberProblem } from '../../components/card-number.ts';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { toField } from './local-time.ts';
import { OfferView } from './OfferView.tsx';
import { useOffer, useSteady, type Wanted } from './use-reservations.ts';
import { type WindowDraft, WindowFields, wantedOf } from './WindowFields.tsx';

const words = t.reservations.changing;

interface Props {
  readonly reservation: ReservationDetail;
  readonly onClose: () => void;
}

/** Another window, slot or plate, with the difference in price named before. */
export function ChangeDialog({ reservation: one, onClose }: Props) {
  const { timeZone } = useLot();
  const [draft, setDraft] = useState<WindowDraft>(() => ({
    fromText: toField(one.fromAt, timeZone),
    toText: toField(one.toAt, timeZone),
    vehicleClass: one.vehicleClass,
    wantsCharge: one.wantsCharge,
    accessiblePermit: one.accessiblePermit,
    slotId: one.slotId,
  }));
  const [plate, setPlate] = useState(one.plate ?? '');
  const { wanted, isSteady } = useSteady(wantedOf(draft, timeZone));
  const offer = useOffer(wanted, one.id);
  const isCurrent = isSteady && !offer.isPlaceholderData && !offer.isFetching;
  const badPlate = plate.trim() !== '' && normalisePlate(plate) === null;
  const ready = offer.data?.possible === true && isCurrent && !badPlate;
  const change = useChange(one, onClose);
  const hasWindow = wanted !== null && (wanted.fromAt !== one.fromAt || wanted.toAt !== one.toAt);
  const priceMinor = hasWindow ? (offer.data?.quote?.totalMinor ?? 0) : one.priceMinor;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || wanted === null) return;
    void change.run({ wanted, plate: plate.trim() === '' ? null : plate, priceMinor });
  };
  const own =
    one.slotId === null ? {} : { ownSlot: { id: one.slotId, label: one.slotLabel ?? '' } };
  const inside = one.state === 'arrived';
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={words.title(formatTicketNumber(one.number))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} data-testid="reservation-change-form">
        <Stack>
          {inside && <Text c="dimmed">{words.insideHint}</Text>}
          <WindowFields
            draft={draft}
            onDraft={setDraft}
            slots={offer.data?.slots ?? []}
            fixed={inside ? 'all-but-end' : 'vehicle'}
            {...own}
          />
          {!inside && (
            <TextInput
              label={t.reservations.who.plate}
              value={plate}
              onChange={(event) => setPlate(event.currentTarget.value)}
              error={cardNumberProblem(plate) ?? (badPlate ? t.faults.invalid : null)}
              maxLength={32}
              autoComplete="off"
            />
          )}
          <OfferView offer={offer.data} isStale={!isCurrent} />
          <Difference one={one} priceMinor={priceMinor} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={!ready}
              loading={change.busy}
              data-testid="reservation-save"
            >
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Difference({
  one,
  priceMinor,
}: {
  readonly one: ReservationDetail;
  readonly priceMinor: number;
}) {
  const format = useFormat();
  const mayRefund = useMay('payment.refund');
  const moreMinor = priceMinor - one.priceMinor;
  const tooMuchMinor = one.paidMinor - priceMinor;
  const sentences: string[] = [];
  if (moreMinor > 0) sentences.push(words.more(format.money(moreMinor)));
  if (tooMuchMinor > 0)
    sentences.push(
      words.back(format.money(tooMuchMinor)),
      mayRefund ? words.backNow : words.backLater,
    );
  return (
    <Text role="status" data-testid="reservation-difference">
      {sentences.length === 0 && moreMinor === 0 ? words.same : sentences.join(' ')}
    </Text>
  );
}

interface ChangeInput {
  readonly wanted: Wanted;
  readonly plate: string | null;
  readonly priceMinor: number;
}

function useChange(one: ReservationDetail, onClose: () => void) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useCommand(
    ({ wanted, plate, priceMinor }: ChangeInput, commandId) =>
      client.reservations.change({
        lotId,
        reservationId: one.id,
        commandId,
        ...(wanted.fromAt !== one.fromAt && { fromAt: wanted.fromAt }),
        ...(wanted.toAt !== one.toAt && { toAt: wanted.toAt }),
        ...(wanted.slotId !== one.slotId && { slotId: wanted.slotId }),
        ...(plate !== one.plate && { plate }),
        expectedMinor: priceMinor,
      }),
    () => {
      tellDone(words.done);
      onClose();
    },
  );
}
