import { useFormat } from '../../app/lot-format.ts';
import { energyText } from '../../strings/energy.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';

type Line = Quoted['quote']['lines'][number];

/** How much a line stands for, at which price; null where its words say so, or a rule made the amount. */
function usedText(line: Line, format: Format): string | null {
  const { code, measure, quantity, unitMinor, amountMinor } = line;
  const unit = format.money(unitMinor);
  if (measure === 'wh') return t.desk.line(energyText(quantity, format), unit);
  if (code !== 'periods' && code !== 'charging') return null;
  const isPlain = quantity > 1 && (code === 'periods' || quantity * unitMinor === amountMinor);
  return isPlain ? t.desk.line(format.number(quantity), unit) : null;
}

/** The fee as it adds up, each line in words. */
export function QuoteLines({ quoted }: { readonly quoted: Quoted }) {
  const format = useFormat();
  const { lines, totalMinor } = quoted.quote;
  const days = lines.map(({ fromAt }) => (fromAt === undefined ? null : format.dayOf(fromAt)));
  const severalDays = new Set(days.filter((day) => day !== null)).size > 1;
  return (
    <table className={classes.lines} data-testid="quote-lines">
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and never move.
          <tr key={index}>
            <td>
              {t.quoteLines[line.code](format.number(line.quantity), line.text)}
              {usedText(line, format) !== null && (
                <span className={classes.unit}>
                  {' · '}
                  {usedText(line, format)}
                </span>
              )}
              {severalDays && days[index] != null && (
                <div className={classes.note}>{format.day(days[index])}</div>
              )}
            </td>
            <td>{format.money(line.amountMinor)}</td>
          </tr>
        ))}
        <tr className={classes.sum}>
          <td>{t.desk.total}</td>
          <td data-testid="quote-total">{format.money(totalMinor)}</td>
        </tr>
        {quoted.paidMinor > 0 && (
          <tr>
            <td>{t.desk.paid}</td>
            <td>{format.money(-quoted.paidMinor)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
