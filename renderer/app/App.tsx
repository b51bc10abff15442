import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useLinkStatus, useUser } from '../link/hooks.ts';
import { useStation } from '../link/station.ts';
import { Connecting } from '../screens/entrance/Connecting.tsx';
import { FirstRunScreen } from '../screens/entrance/FirstRunScreen.tsx';
import { SignInScreen } from '../screens/entrance/SignInScreen.tsx';
import { LotDoor } from './LotDoor.tsx';

/** Decides which of the console's doors a person stands before. */
export function App() {
  const { signIn } = useStation();
  const setup = useStore(signIn.state, (state) => state.setup);
  const user = useUser();
  const queries = useQueryClient();
  const epoch = useLinkStatus((status) => status.epoch);

  // Whoever signs in next, and every new connection, starts from fresh reads.
  // biome-ignore lint/correctness/useExhaustiveDependencies: both are reasons, neither is used.
  useEffect(() => {
    if (user === null) queries.clear();
    else void queries.invalidateQueries();
  }, [user?.username, epoch, queries]);

  if (setup === null) return <Connecting />;
  if (user !== null) return <LotDoor />;
  return setup.needsAdmin ? <FirstRunScreen /> : <SignInScreen demoUsers={setup.demoUsers} />;
}
