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

/** The change, and the notes and coins that make it up. */
export function ChangeLine({ dueMinor, tenderedMinor }: Props) {
  const format = useFormat();
  const change = tenderedMinor === null ? null : changeFor(dueMinor, tenderedMinor);
  const words =
    change === null || tenderedMinor === null
      ? t.common.noValue
      : change.ok
        ? format.money(change.value)
        : t.desk.missing(format.money(dueMinor - tenderedMinor));
  const pieces =
    change?.ok === true && change.value > 0
      ? breakdownOf(change.value, format.currency).pieces.map(({ pieceMinor, count }) =>
          t.desk.line(format.number(count), format.moneyShort(pieceMinor)),
        )
      : [];
  return (
    <div>
      <div className={classes.change} role="status">
        <span>{t.desk.change}</span>
        <strong data-testid="change">{words}</strong>
      </div>
      {pieces.length > 0 && <p className={classes.pieces}>{pieces.join('   ')}</p>}
    </div>
  );
}
