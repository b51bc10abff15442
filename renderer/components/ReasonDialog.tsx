import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { t } from '../strings/index.ts';
import { cardNumberProblem } from './card-number.ts';
import classes from './reason.module.css';

const REASON_MIN_CHARS = 3;
const REASON_MAX_CHARS = 200;

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly reasons: readonly string[];
  readonly confirm: string;
  /** False while something else in the dialog is still missing. */
  readonly ready?: boolean;
  /** Fields of the one who asks, above the reason. */
  readonly children?: ReactNode;
  /** Resolves to whether it went through; the dialog then closes. */
  readonly onConfirm: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Asks why. Everything done by hand is kept with its reason, so there is no way around it. */
export function ReasonDialog(props: Props) {
  const { title, hint, reasons, confirm, ready = true, children, onConfirm, onClose } = props;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const cardNumber = cardNumberProblem(reason);
  const enough = reason.trim().length >= REASON_MIN_CHARS && cardNumber === null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!enough || !ready || busy) return;
    setBusy(true);
    const done = await onConfirm(reason.trim());
    setBusy(false);
    if (done) onClose();
  };
  const choose = (quick: string) => {
    setReason(quick);
    field.current?.focus();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={(event) => void submit(event)} data-testid="reason-dialog">
        <Stack>
          {hint !== undefined && <Text c="dimmed">{hint}</Text>}
          {children}
          <fieldset className={classes.quick} aria-label={t.reason.quick}>
            {reasons.map((quick) => (
              <Button
                key={quick}
                size="xs"
                variant={quick === reason ? 'light' : 'default'}
                aria-pressed={quick === reason}
                onClick={() => choose(quick)}
              >
                {quick}
              </Button>
            ))}
          </fieldset>
          <TextInput
            ref={field}
            label={t.reason.label}
            description={t.reason.hint}
            placeholder={t.reason.placeholder}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={REASON_MAX_CHARS}
            autoComplete="off"
            error={cardNumber ?? (reason !== '' && !enough ? t.reason.tooShort : null)}
            data-autofocus
            data-testid="reason-input"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={!enough || !ready}
              loading={busy}
              data-testid="reason-confirm"
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
