import { Center, Loader, Stack, Text } from '@mantine/core';
import { StationBanner } from '../../app/shell/StationBanner.tsx';
import { t } from '../../strings/index.ts';

/** The short while before the station has answered. */
export function Connecting() {
  return (
    <div style={{ height: '100%' }}>
      <StationBanner />
      <Center h="80%" role="status">
        <Stack align="center">
          <Loader type="dots" />
          <Text c="dimmed">{t.shell.connecting}</Text>
        </Stack>
      </Center>
    </div>
  );
}
