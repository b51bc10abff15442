import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { StationTls as Tls } from '#domain/contract/station-tls.ts';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { saveText } from '../../components/download.ts';
import { Facts } from '../../components/Facts.tsx';
import { useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './devices.module.css';

const words = t.devices.tls;
const QUERY = ['station-tls'];
const CA_FILE = 'gatehouse-ca.crt';

/** Whether the station speaks TLS, by what devices know it, and what they are to be given. */
export function StationTls({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const found = useQuery({ queryKey: QUERY, queryFn: () => client.devices.tls() });
  const tls = found.data?.tls;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={words.title}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack data-testid="station-tls">
        {found.isError && <Text role="alert">{words.failed}</Text>}
        {tls === null && (
          <Stack gap={8} data-testid="station-tls-off">
            <Text fw={600}>{words.off}</Text>
            <Text c="dimmed">{words.offHint}</Text>
          </Stack>
        )}
        {tls !== null && tls !== undefined && <Certificates tls={tls} />}
      </Stack>
    </Modal>
  );
}

function Certificates({ tls }: { readonly tls: Tls }) {
  const { client } = useStation();
  const queries = useQueryClient();
  const until = useUntil();
  const { certificate, authority, source, fault } = tls;
  const renewing = useCommand<null, unknown>(
    () => client.devices.renewCertificate(),
    () => {
      void queries.invalidateQueries({ queryKey: QUERY });
      tellDone(words.renewed);
    },
  );
  return (
    <>
      {fault !== null && (
        <Alert color="red" role="alert" data-testid="station-tls-fault">
          {fault}
        </Alert>
      )}
      <Facts
        rows={[
          [words.console, words.port(tls.httpsPort)],
          [words.broker, tls.mqttsPort === null ? words.otherBroker : words.port(tls.mqttsPort)],
          [words.plain, tls.plainForEverybody ? words.plainEverybody : words.plainOwn],
        ]}
      />
      <section>
        <h3 className={classes.section}>{words.certificate}</h3>
        <Facts
          rows={[
            [words.madeBy, words[source]],
            [words.names, certificate.names.join(', ')],
            [words.valid, until(certificate.validUntil)],
            [words.fingerprint, <Fingerprint key="own" text={certificate.fingerprint} />],
          ]}
        />
        {source === 'own' && (
          <Group gap={8} mt={8}>
            <Button
              size="compact-sm"
              variant="default"
              loading={renewing.busy}
              onClick={() => void renewing.run(null)}
              data-testid="station-tls-renew"
            >
              {words.renew}
            </Button>
            <Text size="sm" c="dimmed">
              {words.renewHint}
            </Text>
          </Group>
        )}
      </section>
      {authority !== null && (
        <section>
          <h3 className={classes.section}>{words.authority}</h3>
          <Facts
            rows={[
              [words.valid, until(authority.validUntil)],
              [words.fingerprint, <Fingerprint key="ca" text={authority.fingerprint} />],
            ]}
          />
          <Text size="sm" c="dimmed" my={8}>
            {words.authorityHint}
          </Text>
          <Button
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => saveText(CA_FILE, authority.pem, 'application/x-x509-ca-cert')}
            data-testid="station-tls-ca"
          >
            {words.download}
          </Button>
        </section>
      )}
    </>
  );
}

/** Long, and compared by eye: it may break between its pairs. */
function Fingerprint({ text }: { readonly text: string }) {
  return (
    <code className={classes.mono} data-testid="fingerprint">
      {text.replaceAll(':', ' ')}
    </code>
  );
}

/** A date with the days that are left. */
function useUntil(): (at: number) => string {
  const { date, number } = useFormat();
  const now = useStationNow(60_000);
  return (at) => {
    const days = Math.floor((at - now) / DAY_MS);
    return days < 0 ? words.ended(date(at)) : words.days(date(at), number(days));
  };
}
