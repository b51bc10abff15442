import { changeFor } from '#domain/payment/cash.ts';
import { breakdownOf } from '#domain/payment/denominations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { t } from '../../strings/index.ts';
import classes from './desk.module.css';

interface Props {
  readonly dueMinor: number;
  /** Null: what was typed is no amount. */
  readonly tenderedMinor: number | null;
}

/** The change for what is handed over, or how much is missing. */
export function ChangeLine({ dueMinor, tenderedMinor }: Props) {
  const format = useFormat();
  const change =
    tenderedMinor === null ? null : changeFor(dueMinor, tenderedMinor, format.currency);
  const words =
    change === null || tenderedMinor === null
      ? t.common.noValue
      : change.ok
        ? format.money(change.value)
        : change.error === 'cash-too-little'
          ? t.desk.missing(format.money(dueMinor - tenderedMinor))
          : t.desk.tooMuch;
  return (
    <div>
      <div className={classes.change} role="status">
        <span>{t.desk.change}</span>
        <strong data-testid="change">{words}</strong>
      </div>
      {change?.ok === true && <ChangePieces changeMinor={change.value} />}
    </div>
  );
}

/** The notes and coins to count out, largest first. */
export function ChangePieces({ changeMinor }: { readonly changeMinor: number }) {
  const format = useFormat();
  const { pieces } = breakdownOf(changeMinor, format.currency);
  if (pieces.length === 0) return null;
  const words = pieces.map(({ pieceMinor, count }) =>
    t.desk.line(format.number(count), format.moneyShort(pieceMinor)),
  );
  return <p className={classes.pieces}>{words.join(' · ')}</p>;
}
