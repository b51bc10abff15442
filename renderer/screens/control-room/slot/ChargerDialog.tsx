import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Slot } from '#domain/facility/lot-file.ts';
import type { ConnectorLive } from '#domain/views/live.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';

const w = t.charging;

/** What staff ask of a charger, or say of a charge. */
export type Asked = 'start' | 'stop' | 'link' | 'in' | 'out' | 'reset';

interface Props {
  readonly asked: Asked;
  readonly slot: Slot;
  readonly connector: ConnectorLive;
  readonly onClose: () => void;
}

export function ChargerDialog(props: Props) {
  return props.asked === 'link' ? <LinkDialog {...props} /> : <OrderDialog {...props} />;
}

function OrderDialog({ asked, slot, connector, onClose }: Props) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const { deviceId, connectorId } = connector;
  const words = orderWords(asked, slot.label);
  const send = useCommand(
    (reason: string, commandId) => {
      const head = { lotId, deviceId, reason, commandId };
      switch (asked) {
        case 'start':
        case 'stop':
          return client.chargers.order({ ...head, action: asked, connectorId });
        case 'in':
          return client.chargers.service({ ...head, action: 'in-service', connectorId });
        case 'out':
          return client.chargers.service({ ...head, action: 'out-of-service', connectorId });
        default:
          return client.chargers.service({ ...head, action: 'reset-soft' });
      }
    },
    () => tellDone(w.sent(words.confirm)),
  );
  return (
    <ReasonDialog
      title={words.title}
      {...(asked === 'reset' ? { hint: w.resetHint } : {})}
      reasons={words.reasons}
      confirm={words.confirm}
      onConfirm={send.run}
      onClose={onClose}
    />
  );
}

function orderWords(asked: Asked, slot: string) {
  switch (asked) {
    case 'start':
      return { title: w.startTitle(slot), confirm: w.start, reasons: w.reasons.start };
    case 'stop':
      return { title: w.stopTitle(slot), confirm: w.stop, reasons: w.reasons.stop };
    case 'in':
      return { title: w.inTitle(slot), confirm: w.inService, reasons: w.reasons.service };
    case 'out':
      return { title: w.outTitle(slot), confirm: w.outOfService, reasons: w.reasons.service };
    default:
      return { title: w.resetTitle(slot), confirm: w.reset, reasons: w.reasons.reset };
  }
}

/** Staff say which stay pays for a charge. */
function LinkDialog({ slot, connector, onClose }: Props) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const [ticket, setTicket] = useState('');
  const chargeId = connector.charge?.id ?? 0;
  const link = useCommand(
    (reason: string, commandId) =>
      client.charges.link({ lotId, chargeId, ticket: ticket.trim(), reason, commandId }),
    () => tellDone(w.linked),
  );
  return (
    <ReasonDialog
      title={w.linkTitle(slot.label)}
      hint={w.linkHint}
      reasons={w.reasons.link}
      confirm={w.link}
      ready={ticket.trim() !== ''}
      onConfirm={link.run}
      onClose={onClose}
    >
      <TextInput
        label={w.ticket}
        value={ticket}
        onChange={(event) => setTicket(event.currentTarget.value)}
        autoComplete="off"
        maxLength={300}
        data-testid="charge-ticket"
      />
    </ReasonDialog>
  );
}
