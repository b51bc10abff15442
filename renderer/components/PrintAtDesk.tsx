import { Alert, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../app/lot-format.ts';
import { tellDone } from '../app/notify.tsx';
import { useCommand } from '../app/use-command.ts';
import type { DocumentName } from '../link/documents.ts';
import { useLot, useMay, useTakesCommands } from '../link/hooks.ts';
import { useStation } from '../link/station.ts';
import { t } from '../strings/index.ts';
import { type Printer, printerName, useTillPrinter } from './till-printer.ts';

const words = t.paperLook;

/**
 * Prints at the printer of the clerk's till, or another one of the lot. What was printed before comes out
 * as a copy. Without a printer of the till the first of the desk stands ready.
 */
export function PrintAtDesk({
  name,
  onPrinted,
}: {
  readonly name: DocumentName;
  readonly onPrinted: () => void;
}) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const may = useMay('payment.take');
  const till = useTillPrinter();
  const [problem, setProblem] = useState<string | null>(null);
  const print = useCommand(
    ({ id }: Printer, commandId) =>
      client.prints.create({ lotId, commandId, deviceId: id, document: documentOf(name) }),
    ({ state, detail, copy }, { label }) => {
      setProblem(state === 'failed' ? words.notPrinted(label, detail) : null);
      onPrinted();
      if (state === 'failed') return;
      if (state === 'pending') tellDone(words.pending(label));
      else tellDone(copy === 0 ? words.printedAt(label) : words.copyAt(label, format.number(copy)));
    },
  );
  const first = till?.chosen ?? till?.printers.find(({ laneId }) => laneId === null);
  if (!may || till === null || first === undefined) return null;
  const others = till.printers.filter(({ id }) => id !== first.id);
  return (
    <>
      {problem !== null && (
        <Alert color="red" role="alert" w="100%">
          {problem}
        </Alert>
      )}
      <Button.Group>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          disabled={!takes}
          loading={print.busy}
          onClick={() => void print.run(first)}
          data-testid={`paper-print-${first.id}`}
        >
          {words.printAt(first.label)}
        </Button>
        {others.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                variant="default"
                px={8}
                disabled={!takes || print.busy}
                aria-label={words.printers}
                data-testid="paper-printers"
              >
                <IconChevronDown size={16} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{words.printHere}</Menu.Label>
              {others.map((printer) => (
                <Menu.Item
                  key={printer.id}
                  disabled={!printer.isReady}
                  onClick={() => void print.run(printer)}
                  data-testid={`paper-print-${printer.id}`}
                >
                  {printerName(printer)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Button.Group>
    </>
  );
}

function documentOf(name: DocumentName) {
  switch (name.kind) {
    case 'ticket':
      return { kind: 'ticket', number: name.number } as const;
    case 'receipt':
      return {
        kind: 'receipt',
        number: name.number,
        ...(name.issue === 'late' && { late: true as const }),
      } as const;
    case 'slip':
      return { kind: 'slip', paymentId: name.paymentId } as const;
  }
}
