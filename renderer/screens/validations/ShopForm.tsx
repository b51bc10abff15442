import { Button, Checkbox, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { ShopRow } from '#domain/contract/validations.ts';
import type { ShopTerms } from '#domain/validation/shop.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { OfferFields } from './OfferFields.tsx';
import { checkShop, type LimitDraft, newOffer, type ShopDraft, shopDraft } from './shop-draft.ts';
import classes from './validations.module.css';

const words = t.validation.form;
const OFFERS_MAX = 40;

/** A new shop, or other terms of one. Checked as it is typed, complained of once saving was tried. */
export function ShopForm({
  shop,
  onClose,
}: {
  readonly shop: ShopRow | null;
  readonly onClose: () => void;
}) {
  const format = useFormat();
  const [draft, setDraft] = useState(() => shopDraft(shop?.terms ?? null, format));
  const [tried, setTried] = useState(false);
  const checked = checkShop(draft, format);
  const save = useSave(shop, onClose);
  const change = (part: Partial<ShopDraft>) => setDraft({ ...draft, ...part });
  const wrong = (path: string) =>
    tried && !checked.ok ? (checked.problems.get(path) ?? null) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checked.ok) void save.run(checked.terms);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={shop === null ? words.add : words.change(shop.terms.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} noValidate data-testid="shop-form">
        <Stack>
          <TextInput
            label={words.name}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={wrong('name')}
            maxLength={80}
            data-autofocus
            data-testid="shop-name"
          />
          <Checkbox
            label={words.active}
            checked={draft.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
          <h3 className={classes.section}>{words.offers}</h3>
          {draft.offers.map((offer, index) => (
            <OfferFields
              key={offer.id}
              offer={offer}
              number={index + 1}
              wrong={(field) => wrong(`offers.${index}.${field}`)}
              onChange={(part) =>
                change({
                  offers: draft.offers.map((one) =>
                    one.id === offer.id ? { ...one, ...part } : one,
                  ),
                })
              }
              onRemove={
                draft.offers.length > 1
                  ? () => change({ offers: draft.offers.filter(({ id }) => id !== offer.id) })
                  : null
              }
            />
          ))}
          {draft.offers.length < OFFERS_MAX && (
            <Group>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => change({ offers: [...draft.offers, newOffer(draft.offers)] })}
              >
                {words.addOffer}
              </Button>
            </Group>
          )}
          <div className={classes.two}>
            <LimitFields
              title={words.perDay}
              draft={draft.perDay}
              wrong={(field) => wrong(`perDay.${field}`)}
              onChange={(perDay) => change({ perDay })}
            />
            <LimitFields
              title={words.perMonth}
              draft={draft.perMonth}
              wrong={(field) => wrong(`perMonth.${field}`)}
              onChange={(perMonth) => change({ perMonth })}
            />
          </div>
          <Textarea
            label={words.settlement}
            description={words.settlementHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={draft.settlementNote}
            onChange={(event) => change({ settlementNote: event.currentTarget.value })}
            maxLength={400}
            autosize
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={save.busy} data-testid="shop-save">
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function LimitFields({
  title,
  draft,
  wrong,
  onChange,
}: {
  readonly title: string;
  readonly draft: LimitDraft;
  readonly wrong: (field: 'countMax' | 'valueMaxMinor') => string | null;
  readonly onChange: (draft: LimitDraft) => void;
}) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.section}>{title}</legend>
      <TextInput
        label={words.countMax}
        placeholder={words.none}
        inputMode="numeric"
        value={draft.countText}
        onChange={(event) => onChange({ ...draft, countText: event.currentTarget.value })}
        error={wrong('countMax')}
      />
      <MoneyInput
        label={words.valueMax}
        placeholder={words.none}
        text={draft.valueText}
        onText={(valueText) => onChange({ ...draft, valueText })}
        error={wrong('valueMaxMinor')}
      />
    </fieldset>
  );
}

function useSave(shop: ShopRow | null, onClose: () => void) {
  const { client } = useStation();
  const lot = useLot();
  return useCommand(
    async (terms: ShopTerms, commandId) => {
      const about = { lotId: lot.id, terms, commandId };
      if (shop === null) await client.shops.create(about);
      else await client.shops.change({ ...about, shopId: shop.id });
    },
    (_, { name }) => {
      tellDone(words.saved(name));
      onClose();
    },
  );
}
