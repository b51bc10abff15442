import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { isTransient } from '../link/errors.ts';
import { type Station, StationContext } from '../link/station.ts';
import { App } from './App.tsx';
import { useConsoleLocation } from './console-location.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { moveNoticesAlong, NOTICES_MAX } from './notify.tsx';
import { cssVariables, theme } from './theme.ts';

const READ_RETRIES_MAX = 3;

/** Reads are kept until something says that they are old; nothing is asked again by the clock. */
function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 5_000,
        gcTime: 300_000,
        retry: (failures, cause) => failures < READ_RETRIES_MAX && isTransient(cause),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Draws the console into the page and connects it. */
export function mountConsole(station: Station): void {
  const place = document.getElementById('console');
  if (place === null) throw new Error('the page has no place for the console');
  createRoot(place).render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="top-left" limit={NOTICES_MAX} zIndex={150} />
      <StationContext value={station}>
        <QueryClientProvider client={newQueryClient()}>
          <Router hook={useConsoleLocation}>
            <ErrorBoundary>
              <App />
            </ErrorBoundary>
          </Router>
        </QueryClientProvider>
      </StationContext>
    </MantineProvider>,
  );
  moveNoticesAlong();
  station.link.start();
}
