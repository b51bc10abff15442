import type { SessionRow } from '#domain/contract/traffic.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { Facts } from '../../components/Facts.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const words = t.guard.lost;

/** The last look before the old ticket is worth nothing. */
export function DeclareLost({
  stay,
  onBack,
  onDeclared,
}: {
  readonly stay: SessionRow;
  readonly onBack: () => void;
  readonly onDeclared: (ticketNumber: string) => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const declare = useCommand(
    (reason: string, commandId) =>
      client.lostTickets.declare({ lotId: lot.id, sessionId: stay.id, reason, commandId }),
    ({ ticket }) => {
      tellDone(words.declared(formatTicketNumber(ticket.number)));
      onDeclared(ticket.number);
    },
  );
  return (
    <ReasonDialog
      title={words.declareTitle}
      hint={words.declareHint}
      reasons={words.reasons}
      confirm={words.declare}
      onConfirm={(reason) => declare.run(reason)}
      onClose={onBack}
    >
      <Facts
        rows={[
          [words.columns.plate, stay.plate ?? words.noPlate],
          [words.columns.entered, format.dateTime(stay.entryAt)],
          [words.columns.slot, stay.slotLabel ?? ''],
          [words.columns.vehicle, t.vehicleClasses[stay.vehicleClass]],
        ]}
      />
    </ReasonDialog>
  );
}
