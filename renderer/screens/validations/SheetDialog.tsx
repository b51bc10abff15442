import { Button, Group, Modal, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useRef } from 'react';
import type { CodeSheet } from '#domain/contract/validations.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { printElement } from '../../components/print-element.ts';
import { QrCode } from '../../components/QrCode.tsx';
import { useLot } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import classes from './validations.module.css';

const words = t.validation.codes;
const CODE_PIXELS = 128;

/** The codes of one issue as a sheet to print and cut; those that are gone say so. */
export function SheetDialog({
  sheet,
  shopName,
  onClose,
}: {
  readonly sheet: CodeSheet;
  readonly shopName: string;
  readonly onClose: () => void;
}) {
  const format = useFormat();
  const lot = useLot();
  const paper = useRef<HTMLUListElement>(null);
  const print = () => {
    if (paper.current !== null) printElement(paper.current, 'a4');
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={words.sheet(shopName)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Group justify="space-between" mb="md" wrap="nowrap">
        <Text c="dimmed">{words.sheetHint}</Text>
        <Button
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={print}
          data-autofocus
          data-testid="sheet-print"
        >
          {words.print}
        </Button>
      </Group>
      <ul className={classes.sheet} ref={paper} data-testid="code-sheet">
        {sheet.codes.map(({ number, token, state }) => (
          <li key={number} className={classes.coupon} data-state={state}>
            <strong>{shopName}</strong>
            <span>{sheet.offerLabel}</span>
            {state === 'open' ? (
              <QrCode
                data={token}
                label={words.code(formatTicketNumber(number))}
                sizePixels={CODE_PIXELS}
              />
            ) : (
              <span className={classes.gone}>{words.states[state]}</span>
            )}
            <span className={classes.number}>{formatTicketNumber(number)}</span>
            <span className={classes.dim}>
              {lot.name} · {words.good(format.date(sheet.validUntilAt - 1))}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
