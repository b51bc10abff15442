import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CodeSheet, ShopRow } from '#domain/contract/validations.ts';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { zonedDayOf } from '#domain/kernel/zoned.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useCommand } from '../../app/use-command.ts';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './validations.module.css';

const words = t.validation.codes;
const COUNT_MAX = 500;
const USUAL_COUNT = 50;
const USUAL_DAYS = 90;

/** How many codes of which offer, and until when they are good. */
export function MakeCodes({
  shop,
  onMade,
  onClose,
}: {
  readonly shop: ShopRow;
  readonly onMade: (sheet: CodeSheet) => void;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const { dayOf, timeZone } = useFormat();
  const now = useStationNow(60_000);
  const offers = shop.terms.offers.filter(({ active }) => active);
  const [offerId, setOfferId] = useState(offers[0]?.id ?? '');
  const [count, setCount] = useState<number | string>(USUAL_COUNT);
  const [until, setUntil] = useState(() => dayOf(now + USUAL_DAYS * DAY_MS));
  const validUntilAt = zonedDayOf(until, timeZone)?.endsAt ?? null;
  const wanted = Number(count);
  const fits = Number.isInteger(wanted) && wanted >= 1 && wanted <= COUNT_MAX;
  const ready = offerId !== '' && fits && validUntilAt !== null && validUntilAt > now;
  const make = useCommand(
    (about: { readonly count: number; readonly validUntilAt: number }, commandId) =>
      client.shops.issueCodes({ lotId: lot.id, shopId: shop.id, offerId, commandId, ...about }),
    onMade,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void make.run({ count: wanted, validUntilAt });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.dialog}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} noValidate data-testid="codes-form">
        <Stack>
          <Select
            label={words.offer}
            data={offers.map(({ id, label }) => ({ value: id, label }))}
            value={offerId}
            onChange={(value) => setOfferId(value ?? '')}
            allowDeselect={false}
            data-autofocus
          />
          <div className={classes.two}>
            <NumberInput
              label={words.number}
              description={words.numberHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={count}
              onChange={setCount}
              min={1}
              max={COUNT_MAX}
              allowDecimal={false}
              error={fits ? null : words.numberHint}
              data-testid="codes-count"
            />
            <TextInput
              type="date"
              label={words.until}
              description={words.untilHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={until}
              min={dayOf(now)}
              onChange={(event) => setUntil(event.currentTarget.value)}
              error={
                validUntilAt !== null && validUntilAt > now ? null : t.refusals['codes-until'].what
              }
            />
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" disabled={!ready} loading={make.busy} data-testid="codes-confirm">
              {words.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
