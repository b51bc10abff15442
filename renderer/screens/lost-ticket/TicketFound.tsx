import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const words = t.guard.lost;

/** For a stay whose ticket is lost and not paid yet: the driver has found it. */
export function TicketFound({
  sessionId,
  onFound,
}: {
  readonly sessionId: string;
  /** The ticket that is good again. */
  readonly onFound: (ticketNumber: string) => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const [asking, setAsking] = useState(false);
  const withdraw = useCommand(
    (reason: string, commandId) =>
      client.lostTickets.withdraw({ lotId: lot.id, sessionId, reason, commandId }),
    ({ ticketNumber }) => {
      tellDone(words.withdrawn(formatTicketNumber(ticketNumber)));
      onFound(ticketNumber);
    },
  );
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={() => setAsking(true)}
        data-testid="lost-ticket-found"
      >
        {words.withdraw}
      </Button>
      {asking && (
        <ReasonDialog
          title={words.withdrawTitle}
          hint={words.withdrawHint}
          reasons={words.withdrawReasons}
          confirm={words.withdraw}
          onConfirm={(reason) => withdraw.run(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
