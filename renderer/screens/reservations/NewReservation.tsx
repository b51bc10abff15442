import { Button, Group, Modal, Radio, Stack, Stepper, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReservationDetail } from '#domain/contract/reservations.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { cardNumberProblem } from '../../components/card-number.ts';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { PaidNote } from '../pay/PaidNote.tsx';
import type { Sale } from '../pay/pay-types.ts';
import { nextQuarter, toField } from './local-time.ts';
import { OfferView } from './OfferView.tsx';
import { ReservationWays } from './PayReservation.tsx';
import { ReservationSheet } from './ReservationAside.tsx';
import { useOffer, useReservation, useSteady, type Wanted } from './use-reservations.ts';
import { type WindowDraft, WindowFields, wantedOf } from './WindowFields.tsx';

const words = t.reservations;
const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const LAST_STEP = 2;

interface Person {
  readonly plate: string;
  readonly name: string;
  readonly contact: string;
}

/** A new booking in three steps: when and what, who, how it is paid; then its code. */
export function NewReservation({ onClose }: { readonly onClose: () => void }) {
  const { live } = useStation();
  const { timeZone } = useLot();
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<WindowDraft>(() => {
    const fromAt = nextQuarter(live.stationNow() + QUARTER_MS);
    return {
      fromText: toField(fromAt, timeZone),
      toText: toField(fromAt + 2 * HOUR_MS, timeZone),
      vehicleClass: 'car',
      wantsCharge: false,
      accessiblePermit: false,
      slotId: null,
    };
  });
  const [person, setPerson] = useState<Person>({ plate: '', name: '', contact: '' });
  const [prepaid, setPrepaid] = useState(true);
  const [isPaperOpen, setPaperOpen] = useState(false);
  const [booked, setBooked] = useState<ReservationDetail | null>(null);
  const { wanted, isSteady } = useSteady(wantedOf(draft, timeZone));
  const offer = useOffer(wanted);
  const book = useBook(setBooked);
  // What the fields say this moment, not what they said before the last key.
  const isCurrent = isSteady && !offer.isPlaceholderData && !offer.isFetching;
  const possible = offer.data?.possible === true && isCurrent;
  const ready = [possible, personFits(person), possible][step] === true;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    if (step < LAST_STEP) setStep(step + 1);
    else if (wanted !== null)
      void book.run({ wanted, person, prepaid, expectedMinor: offer.data?.quote?.totalMinor ?? 0 });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={!isPaperOpen}
      size="lg"
      title={booked === null ? words.add : words.booked(formatTicketNumber(booked.number))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {booked !== null ? (
        <Booked reservation={booked} onPaper={setPaperOpen} onClose={onClose} />
      ) : (
        <form onSubmit={submit} data-testid="reservation-form">
          <Stack>
            <Stepper active={step} onStepClick={(next) => next < step && setStep(next)} size="xs">
              <Stepper.Step label={words.steps.when} />
              <Stepper.Step label={words.steps.who} />
              <Stepper.Step label={words.steps.pay} />
            </Stepper>
            {step === 0 && (
              <WindowFields draft={draft} onDraft={setDraft} slots={offer.data?.slots ?? []} />
            )}
            {step === 1 && <PersonFields person={person} onPerson={setPerson} />}
            {step === LAST_STEP && (
              <PaymentChoice
                prepaid={prepaid}
                onPrepaid={setPrepaid}
                priceMinor={offer.data?.quote?.totalMinor ?? 0}
              />
            )}
            {step !== 1 && <OfferView offer={offer.data} isStale={!isCurrent} />}
            <Group justify="space-between">
              <Button
                variant="default"
                onClick={() => (step === 0 ? onClose() : setStep(step - 1))}
              >
                {step === 0 ? t.common.cancel : words.steps.back}
              </Button>
              <Button
                type="submit"
                disabled={!ready}
                loading={book.busy}
                data-testid="reservation-next"
              >
                {step < LAST_STEP ? words.steps.next : words.payment.book}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

interface BookInput {
  readonly wanted: Wanted;
  readonly person: Person;
  readonly prepaid: boolean;
  readonly expectedMinor: number;
}

function useBook(onBooked: (reservation: ReservationDetail) => void) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useCommand(
    ({ wanted, person, prepaid, expectedMinor }: BookInput, commandId) =>
      client.reservations.create({
        lotId,
        commandId,
        ...wanted,
        plate: orNull(person.plate),
        name: orNull(person.name),
        contact: orNull(person.contact),
        prepaid: prepaid && expectedMinor > 0,
        expectedMinor,
      }),
    (reservation) => {
      tellDone(words.booked(formatTicketNumber(reservation.number)));
      onBooked(reservation);
    },
  );
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
const CONTACT_MIN_CHARS = 3;

function personFits({ plate, name, contact }: Person): boolean {
  const short = contact.trim() !== '' && contact.trim().length < CONTACT_MIN_CHARS;
  if (plate.trim() !== '' && normalisePlate(plate) === null) return false;
  return !short && [plate, name, contact].every((text) => cardNumberProblem(text) === null);
}

function PersonFields({
  person,
  onPerson,
}: {
  readonly person: Person;
  readonly onPerson: (person: Person) => void;
}) {
  const { plate, name, contact } = person;
  const badPlate = plate.trim() !== '' && normalisePlate(plate) === null;
  return (
    <>
      <Text c="dimmed">{words.who.hint}</Text>
      <TextInput
        label={words.who.plate}
        description={words.who.plateHint}
        value={plate}
        onChange={(event) => onPerson({ ...person, plate: event.currentTarget.value })}
        error={cardNumberProblem(plate) ?? (badPlate ? t.faults.invalid : null)}
        maxLength={32}
        autoComplete="off"
        data-autofocus
        autoFocus
        data-testid="reservation-plate"
      />
      <TextInput
        label={words.who.name}
        value={name}
        onChange={(event) => onPerson({ ...person, name: event.currentTarget.value })}
        error={cardNumberProblem(name)}
        maxLength={120}
        autoComplete="off"
        data-testid="reservation-name"
      />
      <TextInput
        label={words.who.contact}
        value={contact}
        onChange={(event) => onPerson({ ...person, contact: event.currentTarget.value })}
        error={cardNumberProblem(contact)}
        maxLength={120}
        autoComplete="off"
        data-testid="reservation-contact"
      />
    </>
  );
}

function PaymentChoice({
  prepaid,
  onPrepaid,
  priceMinor,
}: {
  readonly prepaid: boolean;
  readonly onPrepaid: (prepaid: boolean) => void;
  readonly priceMinor: number;
}) {
  const format = useFormat();
  return (
    <Radio.Group
      label={words.payment.when}
      value={prepaid ? 'now' : 'exit'}
      onChange={(value) => onPrepaid(value === 'now')}
    >
      <Stack gap={8} mt={8}>
        <Radio
          value="now"
          label={words.payment.now}
          description={words.payment.nowHint(format.money(priceMinor))}
        />
        <Radio
          value="exit"
          label={words.payment.exit}
          description={words.payment.exitHint}
          data-testid="reservation-pay-later"
        />
      </Stack>
    </Radio.Group>
  );
}

/** The money first where it is paid now, then the code. */
function Booked({
  reservation,
  onPaper,
  onClose,
}: {
  readonly reservation: ReservationDetail;
  readonly onPaper: (isOpen: boolean) => void;
  readonly onClose: () => void;
}) {
  const [paying, setPaying] = useState(reservation.prepaid && reservation.dueMinor > 0);
  // What was paid just now is known to the station alone.
  const fresh = useReservation(reservation.id).data ?? reservation;
  const [sale, setSale] = useState<Sale | null>(null);
  if (paying && sale === null)
    return (
      <ReservationWays
        reservation={reservation}
        onPaid={setSale}
        onLeave={() => setPaying(false)}
      />
    );
  return (
    <Stack>
      {sale !== null && <PaidNote sale={sale} onPaper={onPaper} />}
      <ReservationSheet reservation={fresh} />
      <Button onClick={onClose} data-autofocus data-testid="reservation-done">
        {words.done}
      </Button>
    </Stack>
  );
}
