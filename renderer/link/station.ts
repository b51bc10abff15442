import { createContext, useContext } from 'react';
import { browserDoors, LiveStore } from './live-store.ts';
import { inDesktopWindow, messagePortTransport } from './message-port.ts';
import { SignIn } from './sign-in.ts';
import { StationLink } from './station-link.ts';
import type { Transport } from './transport.ts';
import { webSocketTransport } from './web-socket.ts';

/** Everything a screen may ask of the station. */
export interface Station {
  readonly link: StationLink;
  readonly client: StationLink['client'];
  readonly signIn: SignIn;
  readonly live: LiveStore;
}

export function createStation(transport: Transport): Station {
  const link = new StationLink(transport);
  const signIn = new SignIn(link);
  const live = new LiveStore({ ...browserDoors, sharesClock: transport.sharesClock });
  return { link, client: link.client, signIn, live };
}

/** The desktop window hands over a port; a browser uses the socket that its page came from. */
export function chooseTransport(): Transport {
  return inDesktopWindow() ? messagePortTransport() : webSocketTransport();
}

export const StationContext = createContext<Station | null>(null);

export function useStation(): Station {
  const station = useContext(StationContext);
  if (station === null) throw new Error('a screen stands outside of its station');
  return station;
}
