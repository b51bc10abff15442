import { Button, Group, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { piecesOf } from '#domain/payment/denominations.ts';
import { useFormat } from '../app/lot-format.ts';
import { t } from '../strings/index.ts';
import classes from './cash-count.module.css';
import type { CashCount } from './cash-count.ts';
import { MoneyInput } from './MoneyInput.tsx';

interface Props {
  readonly count: CashCount;
  /** What the sum is called. */
  readonly label: string;
  readonly testId: string;
}

/** Notes and coins with how many of each, and their running sum; or just the sum. */
export function CashCountFields({ count, label, testId }: Props) {
  const format = useFormat();
  const pieces = piecesOf(format.currency);
  return (
    <>
      {pieces.length > 0 && (
        <fieldset onKeyDown={toNextOnEnter}>
          <Group component="legend" justify="space-between" w="100%" mb={8}>
            <span>{t.shift.pieces}</span>
            {count.byPiece && (
              <Button size="compact-xs" variant="default" onClick={count.clear}>
                {t.shift.piecesClear}
              </Button>
            )}
          </Group>
          <div className={classes.grid}>
            {pieces.map((piece, index) => (
              <PieceRow key={piece} pieceMinor={piece} count={count} first={index === 0} />
            ))}
          </div>
        </fieldset>
      )}
      {count.byPiece ? (
        <TextInput
          label={t.shift.sumOfPieces}
          value={count.sumMinor === null ? t.common.noValue : format.money(count.sumMinor)}
          readOnly
          data-testid={testId}
        />
      ) : (
        <MoneyInput
          label={label}
          {...(pieces.length > 0 ? { description: t.shift.sumOnly } : {})}
          text={count.sumText}
          onText={count.setSum}
          data-testid={testId}
        />
      )}
    </>
  );
}

function PieceRow({
  pieceMinor,
  count,
  first,
}: {
  readonly pieceMinor: number;
  readonly count: CashCount;
  /** Where a dialog's counting begins. */
  readonly first: boolean;
}) {
  const format = useFormat();
  const text = count.counts.get(pieceMinor) ?? '';
  const number = /^\d{1,6}$/u.test(text) ? Number(text) : null;
  const piece = format.moneyShort(pieceMinor);
  return (
    <div className={classes.row}>
      <span className={classes.piece}>{piece}</span>
      <TextInput
        size="xs"
        inputMode="numeric"
        autoComplete="off"
        aria-label={t.shift.pieceOf(piece)}
        value={text}
        maxLength={6}
        error={text !== '' && number === null}
        onChange={(event) => count.setCount(pieceMinor, event.currentTarget.value)}
        data-autofocus={first || undefined}
        data-testid={`piece-${pieceMinor}`}
      />
      <span className={classes.line}>
        {number === null ? '' : format.money(pieceMinor * number)}
      </span>
    </div>
  );
}

/** Counting goes from field to field; the dialog is not sent off in the middle of it. */
function toNextOnEnter(event: KeyboardEvent<HTMLFieldSetElement>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll('input')];
  const next = fields[fields.indexOf(event.target) + 1];
  if (next !== undefined) next.focus();
  else event.target.form?.querySelector<HTMLElement>('[type="submit"]')?.focus();
}
