import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { offerWords } from './offer-words.ts';
import { useShops } from './use-validations.ts';

const words = t.validation.stay;

/** A customer without a code: staff choose the shop and what it gives. */
export function GiveValidation({
  sessionId,
  onGiven,
}: {
  readonly sessionId: string;
  readonly onGiven: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const may = useMay('validation.apply');
  const shops = useShops(may);
  const [chosen, setChosen] = useState<string | null>(null);
  const give = useCommand(
    (about: { readonly shopId: string; readonly offerId: string }, commandId) =>
      client.validations.apply({ lotId: lot.id, sessionId, commandId, ...about }),
    ({ shopName, worthMinor }) => {
      tellDone(words.applied(shopName, format.money(worthMinor)));
      setChosen(null);
      onGiven();
    },
  );
  const groups = (shops.data ?? [])
    .filter(({ terms }) => terms.active)
    .map(({ id, terms }) => ({
      group: terms.name,
      items: terms.offers
        .filter(({ active }) => active)
        .map((offer) => ({
          value: `${id} ${offer.id}`,
          label: `${offer.label} (${offerWords(offer, format)})`,
        })),
    }));
  if (groups.length === 0) return null;
  const submit = () => {
    const [shopId, offerId] = chosen?.split(' ') ?? [];
    if (shopId !== undefined && offerId !== undefined) void give.run({ shopId, offerId });
  };
  return (
    <Group gap={8} wrap="nowrap" align="flex-end">
      <Select
        aria-label={words.choose}
        placeholder={words.choose}
        data={groups}
        value={chosen}
        onChange={setChosen}
        searchable
        clearable
        flex={1}
        data-testid="validation-choose"
      />
      <Button
        variant="default"
        disabled={chosen === null}
        loading={give.busy}
        onClick={submit}
        data-testid="validation-give"
      >
        {words.give}
      </Button>
    </Group>
  );
}
