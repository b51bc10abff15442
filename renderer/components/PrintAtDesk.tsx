import { Alert, Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../app/lot-format.ts';
import { tellDone } from '../app/notify.tsx';
import { useCommand } from '../app/use-command.ts';
import type { DocumentName } from '../link/documents.ts';
import { useLot, useMay, useTakesCommands } from '../link/hooks.ts';
import { useStation } from '../link/station.ts';
import { t } from '../strings/index.ts';

const words = t.paperLook;

/** A button for each printer that stands at no lane. What was printed before comes out as a copy. */
export function PrintAtDesk({
  name,
  onPrinted,
}: {
  readonly name: DocumentName;
  readonly onPrinted: () => void;
}) {
  const { client } = useStation();
  const { id: lotId, devices } = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const may = useMay('payment.take');
  const [problem, setProblem] = useState<string | null>(null);
  const print = useCommand(
    (printer: { readonly id: string; readonly label: string }, commandId) =>
      client.prints.create({ lotId, commandId, deviceId: printer.id, document: documentOf(name) }),
    ({ state, detail, copy }, { label }) => {
      setProblem(state === 'failed' ? words.notPrinted(label, detail) : null);
      onPrinted();
      if (state === 'failed') return;
      if (state === 'pending') tellDone(words.pending(label));
      else tellDone(copy === 0 ? words.printedAt(label) : words.copyAt(label, format.number(copy)));
    },
  );
  if (!may) return null;
  const printers = devices.filter(
    (device) => device.driver === 'printer-escpos' && device.laneId === undefined,
  );
  return (
    <>
      {problem !== null && (
        <Alert color="red" role="alert" w="100%">
          {problem}
        </Alert>
      )}
      {printers.map(({ id, label }) => (
        <Button
          key={id}
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          disabled={!takes}
          loading={print.busy}
          onClick={() => void print.run({ id, label })}
          data-testid={`paper-print-${id}`}
        >
          {words.printAt(label)}
        </Button>
      ))}
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
