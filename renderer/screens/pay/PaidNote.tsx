import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useFormat } from '../../app/lot-format.ts';
import { PaperPreview } from '../../components/PaperPreview.tsx';
import type { DocumentName } from '../../link/documents.ts';
import { t } from '../../strings/index.ts';
import { ChangePieces } from '../desk/ChangeLine.tsx';
import classes from './pay.module.css';
import type { Sale } from './pay-types.ts';

interface Props {
  readonly sale: Sale;
  /** The receipt is in front, or no longer: Escape is for it alone. */
  readonly onPaper: (isOpen: boolean) => void;
}

/** Money that has come: what goes back of it, and its receipt. */
export function PaidNote({ sale, onPaper }: Props) {
  const format = useFormat();
  const [isPaperOpen, setPaperOpen] = useState(false);
  const showPaper = (isOpen: boolean) => {
    setPaperOpen(isOpen);
    onPaper(isOpen);
  };
  const { method, amountMinor, changeMinor, receiptNumber } = sale;
  const paper = useMemo<DocumentName>(
    () => ({ kind: 'receipt', number: receiptNumber, issue: 'original' }),
    [receiptNumber],
  );
  const title = t.desk.receiptNumber(format.number(receiptNumber));
  return (
    <div className={classes.pay} data-testid="paid-note" data-method={method}>
      <div className={classes.due} role="status">
        <span className={classes.title}>{t.desk.paidBy(t.paymentMethods[method])}</span>
        <span className={classes.amount}>{format.money(amountMinor)}</span>
      </div>
      {changeMinor > 0 && (
        <div role="status">
          <p className={classes.title}>{t.desk.giveChange(format.money(changeMinor))}</p>
          <ChangePieces changeMinor={changeMinor} />
        </div>
      )}
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => showPaper(true)}
        data-testid="receipt-print"
      >
        {title}
      </Button>
      {isPaperOpen && <PaperPreview title={title} name={paper} onClose={() => showPaper(false)} />}
    </div>
  );
}
