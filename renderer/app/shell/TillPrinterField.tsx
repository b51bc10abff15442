import { Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { printerName, tillPrinterKey, useTillPrinter } from '../../components/till-printer.ts';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { tellDone } from '../notify.tsx';
import { useCommand } from '../use-command.ts';
import classes from './shell.module.css';

const words = t.paperLook;
/** No id of a device has a blank in it. */
const NONE = 'none chosen';

/** Chooses where a clerk's till prints. */
export function TillPrinterField() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const queries = useQueryClient();
  const takes = useTakesCommands();
  const till = useTillPrinter();
  const choose = useCommand(
    (deviceId: string | null, commandId) =>
      client.tillPrinter.choose({ lotId, commandId, deviceId }),
    (now) => {
      queries.setQueryData(tillPrinterKey(lotId), now);
      const label = now.printers.find(({ id }) => id === now.deviceId)?.label;
      tellDone(label === undefined ? words.tillPrinterNone : words.tillPrinterChosen(label));
    },
  );
  if (till === null) return null;
  if (till.printers.length === 0) return <p className={classes.tillNote}>{words.noPrinters}</p>;
  return (
    <Select
      label={words.tillPrinter}
      description={words.tillPrinterHint}
      inputWrapperOrder={['label', 'input', 'description']}
      allowDeselect={false}
      disabled={!takes || choose.busy}
      comboboxProps={{ withinPortal: false }}
      data={[
        { value: NONE, label: words.noTillPrinter },
        ...till.printers.map((printer) => ({ value: printer.id, label: printerName(printer) })),
      ]}
      value={till.chosen?.id ?? NONE}
      onChange={(value) => void choose.run(value === NONE ? null : value)}
      data-testid="till-printer"
    />
  );
}
