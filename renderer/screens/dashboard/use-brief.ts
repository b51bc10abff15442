import { minorDigits } from '#domain/kernel/money.ts';
import { useFormat } from '../../app/lot-format.ts';
import type { Write } from '../reports/document/write.ts';

/** Smaller amounts than so many units keep their decimals. */
const WHOLE_FROM_UNITS = 10;

/** As it is read from afar: per cents and money without decimals. The table has them. */
export function useBrief(write: Write): Write {
  const format = useFormat();
  const unit = 10 ** minorDigits(format.currency);
  return (kind, value) => {
    if (typeof value !== 'number') return write(kind, value);
    if (kind === 'share') return format.percent(value);
    if (kind !== 'money') return write(kind, value);
    const isWhole = Math.abs(value) >= WHOLE_FROM_UNITS * unit;
    return format.moneyShort(isWhole ? Math.round(value / unit) * unit : value);
  };
}
