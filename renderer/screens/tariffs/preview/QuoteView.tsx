import type { Minor } from '#domain/kernel/money.ts';
import type { Quote, QuoteLine } from '#domain/tariff/quote.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import classes from '../tariffs.module.css';

const { preview } = t.tariffs;

/** A fee with its lines, its taxes and its reason, beside what the tariff in force asks. */
export function QuoteView({
  quote,
  inForceMinor,
}: {
  readonly quote: Quote;
  readonly inForceMinor: Minor | null;
}) {
  const { money, percent, dateTime } = useFormat();
  const { lines, totalMinor, taxes, validUntilAt, why } = quote;
  return (
    <div className={classes.quote} data-testid="try-quote" aria-live="polite">
      <table>
        <tbody>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no ids of their own.
            <tr key={index}>
              <td>
                {line.text} <Times line={line} />
              </td>
              <td>{money(line.amountMinor)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className={classes.total}>
            <th scope="row">
              {preview.total}{' '}
              {inForceMinor !== null && <Difference minor={totalMinor - inForceMinor} />}
            </th>
            <td data-testid="try-total">{money(totalMinor)}</td>
          </tr>
          {taxes.map(({ label, basisPoints, amountMinor }) => (
            <tr key={label} className={classes.dim}>
              <td>
                {preview.included} {preview.tax(label, percent(basisPoints / 10_000))}
              </td>
              <td>{money(amountMinor)}</td>
            </tr>
          ))}
          {inForceMinor !== null && (
            <tr className={classes.dim}>
              <td>{preview.inForce}</td>
              <td data-testid="try-in-force">{money(inForceMinor)}</td>
            </tr>
          )}
        </tfoot>
      </table>
      <p className={classes.why}>
        {why} {preview.until(dateTime(validUntilAt))}
      </p>
    </div>
  );
}

function Times({ line }: { readonly line: QuoteLine }) {
  const { money, number } = useFormat();
  const { quantity, unitMinor, perMinutes } = line;
  if (quantity <= 1 || unitMinor === 0 || line.code === 'pro-rata' || perMinutes === undefined)
    return null;
  return <span className={classes.dim}>{preview.times(number(quantity), money(unitMinor))}</span>;
}

function Difference({ minor }: { readonly minor: Minor }) {
  const { money } = useFormat();
  const words =
    minor === 0
      ? preview.same
      : minor > 0
        ? preview.more(money(minor))
        : preview.less(money(-minor));
  return <span className={classes.dim}>({words})</span>;
}
