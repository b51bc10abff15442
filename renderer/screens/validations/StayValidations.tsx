import { Button, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { AppliedRow } from '#domain/contract/validations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { offerWords } from './offer-words.ts';
import { useShops, useStayValidations } from './use-validations.ts';
import classes from './validations.module.css';

const words = t.validation.stay;

/** The validations of one stay, for the desk: those given, and another by a shop's name. */
export function StayValidations({
  sessionId,
  onChanged,
}: {
  readonly sessionId: string;
  /** The fee is another one now. */
  readonly onChanged: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const may = useMay('validation.apply');
  const given = useStayValidations(sessionId);
  const [taking, setTaking] = useState<AppliedRow | null>(null);
  const withdraw = useCommand(
    (reason: string, commandId) =>
      client.validations.withdraw({
        lotId: lot.id,
        sessionId,
        validationId: taking?.id ?? '',
        reason,
        commandId,
      }),
    () => {
      tellDone(words.withdrawn);
      onChanged();
    },
  );
  if (!may) return null;
  return (
    <section aria-label={words.title} data-testid="stay-validations">
      <Stack gap={8}>
        {given.data?.map((one) => (
          <div key={one.id} className={classes.given}>
            <span>{words.given(one.shopName, one.label)}</span>
            {!one.settled && (
              <Button size="compact-xs" variant="default" onClick={() => setTaking(one)}>
                {words.withdraw}
              </Button>
            )}
          </div>
        ))}
        <GiveByShop sessionId={sessionId} onGiven={onChanged} />
      </Stack>
      {taking !== null && (
        <ReasonDialog
          title={words.withdrawTitle(taking.shopName)}
          hint={words.withdrawHint}
          reasons={words.withdrawReasons}
          confirm={words.withdraw}
          onConfirm={(reason) => withdraw.run(reason)}
          onClose={() => setTaking(null)}
        />
      )}
    </section>
  );
}

/** A customer without a code: staff choose the shop and what it gives. */
function GiveByShop({
  sessionId,
  onGiven,
}: {
  readonly sessionId: string;
  readonly onGiven: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const shops = useShops();
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
