import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeviceRow } from '#domain/contract/devices.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { Facts } from '../../components/Facts.tsx';
import { useLot, useMay, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './devices.module.css';

const words = t.devices.access;

/** What a device shows to be let in: given once, shown once, ended at any time. */
export function DeviceAccess({ row }: { readonly row: DeviceRow }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const mayManage = useMay('device.manage');
  const [secret, setSecret] = useState<Secret | null>(null);
  const name = { lotId, deviceId: row.id };
  if (!mayManage) return null;
  return (
    <>
      {row.token !== null && (
        <One
          title={words.token}
          issuedAt={row.token.issuedAt}
          testId="device-token"
          give={async () => {
            const { token, path } = await client.devices.issueToken(name);
            setSecret([
              [words.path, path],
              [words.tokenLabel, token],
            ]);
          }}
          end={() => client.devices.revokeToken(name)}
        />
      )}
      {row.mqtt !== null && (
        <One
          title={words.mqttAs(row.mqtt.username)}
          issuedAt={row.mqtt.issuedAt}
          testId="device-mqtt"
          give={async () => {
            const { username, password } = await client.devices.issueMqttPassword(name);
            setSecret([
              [words.user, username],
              [words.password, password],
            ]);
          }}
          end={() => client.devices.revokeMqttPassword(name)}
        />
      )}
      {secret !== null && (
        <SecretDialog
          title={words.title(row.label)}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

type Secret = readonly (readonly [string, string])[];

interface OneProps {
  readonly title: string;
  readonly issuedAt: number | null;
  readonly testId: string;
  readonly give: () => Promise<void>;
  readonly end: () => Promise<unknown>;
}

function One({ title, issuedAt, testId, give, end }: OneProps) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const { id: lotId } = useLot();
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: ['devices', lotId] });
  const giving = useCommand<null, void>(give, again);
  const ending = useCommand<null, unknown>(end, () => {
    again();
    tellDone(words.ended);
  });
  return (
    <section data-testid={testId}>
      <h3 className={classes.section}>{title}</h3>
      <Group gap={8}>
        <Text size="sm" c="dimmed">
          {issuedAt === null ? words.notGiven : words.given(format.timeOn(issuedAt, now))}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          loading={giving.busy}
          onClick={() => void giving.run(null)}
          data-testid={`${testId}-give`}
        >
          {words.give}
        </Button>
        {issuedAt !== null && (
          <Button
            size="compact-xs"
            variant="default"
            loading={ending.busy}
            onClick={() => void ending.run(null)}
            data-testid={`${testId}-end`}
          >
            {words.end}
          </Button>
        )}
      </Group>
    </section>
  );
}

interface SecretProps {
  readonly title: string;
  readonly secret: Secret;
  readonly onClose: () => void;
}

function SecretDialog({ title, secret, onClose }: SecretProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack data-testid="device-secret">
        <Text>{words.once}</Text>
        <Facts
          rows={secret.map(([name, value]) => [
            name,
            <Group key={name} gap={8} justify="flex-end" wrap="nowrap">
              <code className={classes.mono}>{value}</code>
              <CopyButton value={value}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="default" onClick={copy}>
                    {copied ? t.common.copied : t.common.copy}
                  </Button>
                )}
              </CopyButton>
            </Group>,
          ])}
        />
        <Group justify="flex-end">
          <Button onClick={onClose} data-testid="device-secret-done">
            {words.written}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
