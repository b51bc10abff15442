import { Button, Select } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { PaymentMethod } from '#domain/payment/payment.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellProblem } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { problemOf } from '../../link/errors.ts';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './pay.module.css';
import type { Methods, PayFor } from './pay-types.ts';

interface Props {
  readonly payFor: PayFor;
  readonly method: Exclude<PaymentMethod, 'cash'>;
  readonly served: Methods[number] | undefined;
  readonly amountMinor: number;
  /** Less than what is due is meant. */
  readonly part: boolean;
  /** The amount is not typed yet. */
  readonly hold: boolean;
  readonly onAsked: (paymentId: string) => void;
  /** What is due has changed meanwhile, or something is under way already. */
  readonly onStale: () => void;
  /** Stands above the rest of the form. */
  readonly children?: ReactNode;
}

/** Asks a terminal or a provider for the money. One Enter, since nothing is paid by asking. */
export function RequestPanel(props: Props) {
  const { payFor, method, served, amountMinor, part, hold, onAsked, onStale, children } = props;
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const servers =
    method === 'card'
      ? (served?.devices ?? []).map(({ id, label }) => ({ value: id, label }))
      : (served?.providers ?? []).map((name) => ({ value: name, label: name }));
  const [chosen, setChosen] = useState<string | null>(null);
  const server = chosen ?? servers[0]?.value ?? null;
  const silent = served?.devices.find(({ id, online }) => id === server && !online);
  const ask = useCommand(
    (server: string | null, commandId) =>
      client.payments.create({
        lotId: lot.id,
        ...payFor,
        method,
        amountMinor,
        part,
        ...(server === null ? {} : method === 'card' ? { deviceId: server } : { provider: server }),
        commandId,
      }),
    ({ paymentId }) => onAsked(paymentId),
    (cause) => {
      tellProblem(cause);
      const { code } = problemOf(cause);
      if (code !== 'unreachable' && code !== 'busy') onStale();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (takes && !hold) void ask.run(server);
  };
  return (
    <form className={classes.pay} onSubmit={submit} aria-label={t.paymentMethods[method]}>
      {children}
      {servers.length > 1 && (
        <Select
          label={method === 'card' ? t.desk.terminal : t.desk.provider}
          data={servers}
          value={server}
          onChange={setChosen}
          allowDeselect={false}
          data-testid="pay-server"
        />
      )}
      {silent !== undefined && (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} aria-hidden />
          {t.desk.terminalOffline(silent.label)}
        </p>
      )}
      <Button
        type="submit"
        size="md"
        autoFocus
        disabled={!takes || hold}
        loading={ask.busy}
        data-testid="pay-ask"
      >
        {t.desk.start[method](format.money(amountMinor))}
      </Button>
    </form>
  );
}
