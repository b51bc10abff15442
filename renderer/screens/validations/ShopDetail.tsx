import { Badge, Button, CloseButton, Group, Progress, Stack } from '@mantine/core';
import type { ShopRow } from '#domain/contract/validations.ts';
import type { ShopLimit } from '#domain/validation/shop.ts';
import { useFormat } from '../../app/lot-format.ts';
import screen from '../../components/screen.module.css';
import { useMay } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { CodeBatches } from './CodeBatches.tsx';
import { offerWords } from './offer-words.ts';
import classes from './validations.module.css';

const words = t.validation.detail;

/** A shop with its offers, how much of its limits is used, and its printed codes. */
export function ShopDetail({
  shop,
  onEdit,
  onClose,
}: {
  readonly shop: ShopRow;
  readonly onEdit: (() => void) | null;
  readonly onClose: () => void;
}) {
  const format = useFormat();
  const mayManage = useMay('validation.manage');
  const { terms, today, month, pendingMinor } = shop;
  return (
    <aside className={screen.aside} aria-label={words.label} data-testid="shop-detail">
      <Stack>
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <h2 className={screen.asideTitle}>{terms.name}</h2>
          <CloseButton aria-label={t.common.close} onClick={onClose} />
        </Group>
        {!terms.active && (
          <Badge variant="default" color="gray">
            {t.validation.list.inactive}
          </Badge>
        )}
        <h3 className={classes.section}>{words.offers}</h3>
        <ul className={classes.lines}>
          {terms.offers.map((offer) => (
            <li key={offer.id} className={classes.line}>
              <span>{offer.label}</span>
              <span className={classes.dim}>
                {offerWords(offer, format)}
                {!offer.active && ` · ${words.offerOff}`}
              </span>
            </li>
          ))}
        </ul>
        <h3 className={classes.section}>{words.limits}</h3>
        <Limit label={words.ofDay} limit={terms.perDay} given={today} pendingMinor={pendingMinor} />
        <Limit
          label={words.ofMonth}
          limit={terms.perMonth}
          given={month}
          pendingMinor={pendingMinor}
        />
        {pendingMinor > 0 && (
          <p className={classes.dim}>{words.pending(format.money(pendingMinor))}</p>
        )}
        <h3 className={classes.section}>{words.settlement}</h3>
        <p>{terms.settlementNote === '' ? words.noSettlement : terms.settlementNote}</p>
        {onEdit !== null && (
          <Group>
            <Button variant="default" onClick={onEdit} data-testid="shop-edit">
              {words.change}
            </Button>
          </Group>
        )}
        {mayManage && <CodeBatches shop={shop} />}
      </Stack>
    </aside>
  );
}

/** How far a day or a month has come: each figure in words, with a bar where it has an end. */
function Limit({
  label,
  limit: { countMax, valueMaxMinor },
  given,
  pendingMinor,
}: {
  readonly label: string;
  readonly limit: ShopLimit;
  readonly given: ShopRow['today'];
  readonly pendingMinor: number;
}) {
  const { number, money } = useFormat();
  const count =
    countMax === null
      ? words.count(number(given.count))
      : words.countOf(number(given.count), number(countMax));
  const value =
    valueMaxMinor === null
      ? words.value(money(given.valueMinor))
      : words.valueOf(money(given.valueMinor), money(valueMaxMinor));
  return (
    <div className={classes.limit}>
      <span className={classes.dim}>{label}</span>
      <span>{count}</span>
      {countMax !== null && <Bar label={count} share={given.count / countMax} />}
      <span>{value}</span>
      {valueMaxMinor !== null && (
        <Bar label={value} share={(given.valueMinor + pendingMinor) / valueMaxMinor} />
      )}
    </div>
  );
}

function Bar({ label, share }: { readonly label: string; readonly share: number }) {
  return (
    <Progress
      value={Math.min(100, share * 100)}
      aria-label={label}
      {...(share >= 1 && { color: 'red' })}
    />
  );
}
