import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { t } from '../strings/index.ts';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a fault of one screen to that screen; the rest of the console and the station go on. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('screen failed', error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Stack align="center" justify="center" h="100%" p="xl" role="alert">
        <Title order={1}>{t.shell.screenFailed}</Title>
        <Text c="dimmed">{t.shell.screenFailedHint}</Text>
        <Button onClick={() => this.setState({ failed: false })}>{t.shell.reload}</Button>
      </Stack>
    );
  }
}
