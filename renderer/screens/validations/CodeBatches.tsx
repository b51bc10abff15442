import { Button, Group, Stack } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchRow, CodeSheet, ShopRow } from '#domain/contract/validations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { MakeCodes } from './MakeCodes.tsx';
import { SheetDialog } from './SheetDialog.tsx';
import { useBatches } from './use-validations.ts';
import classes from './validations.module.css';

const words = t.validation.codes;

const leftOf = ({ count, used, cancelled }: BatchRow) => count - used - cancelled;

/** The printed codes of a shop, the newest first: print again, or cancel what is left. */
export function CodeBatches({ shop }: { readonly shop: ShopRow }) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const batches = useBatches(shop.id);
  const [making, setMaking] = useState(false);
  const [sheet, setSheet] = useState<CodeSheet | null>(null);
  const [ending, setEnding] = useState<BatchRow | null>(null);
  const show = useCommand(
    (batchId: string) => client.shops.sheet({ lotId: lot.id, batchId }),
    setSheet,
  );
  const cancel = useCommand(
    (about: { readonly batchId: string; readonly reason: string }, commandId) =>
      client.shops.cancelCodes({ lotId: lot.id, commandId, ...about }),
    ({ cancelled }) => tellDone(words.cancelled(format.number(cancelled))),
  );
  const labelOf = ({ offerId }: BatchRow) =>
    shop.terms.offers.find(({ id }) => id === offerId)?.label ?? offerId;
  return (
    <section aria-label={words.title}>
      <Group justify="space-between">
        <h3 className={classes.section}>{words.title}</h3>
        <Button
          size="xs"
          onClick={() => setMaking(true)}
          disabled={!shop.terms.active}
          data-testid="codes-make"
        >
          {words.make}
        </Button>
      </Group>
      {batches.data?.length === 0 && <p className={classes.dim}>{words.none}</p>}
      <ul className={classes.lines}>
        {batches.data?.map((batch) => (
          <li key={batch.batchId}>
            <Stack gap={4}>
              <span>{words.batch(labelOf(batch), format.date(batch.issuedAt))}</span>
              <span className={classes.dim}>
                {words.left(format.number(leftOf(batch)), format.number(batch.count))} ·{' '}
                {words.validUntil(format.date(batch.validUntilAt))}
              </span>
              <Group gap={8}>
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconPrinter size={14} aria-hidden />}
                  onClick={() => void show.run(batch.batchId)}
                >
                  {words.show}
                </Button>
                {leftOf(batch) > 0 && (
                  <Button size="compact-xs" variant="default" onClick={() => setEnding(batch)}>
                    {words.cancel}
                  </Button>
                )}
              </Group>
            </Stack>
          </li>
        ))}
      </ul>
      {making && (
        <MakeCodes
          shop={shop}
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false);
            setSheet(made);
          }}
        />
      )}
      {sheet !== null && (
        <SheetDialog sheet={sheet} shopName={shop.terms.name} onClose={() => setSheet(null)} />
      )}
      {ending !== null && (
        <ReasonDialog
          title={words.cancelTitle(format.number(leftOf(ending)))}
          hint={words.cancelHint}
          reasons={words.cancelReasons}
          confirm={words.cancel}
          onConfirm={(reason) => cancel.run({ batchId: ending.batchId, reason })}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}
