import type { Peer } from '../contract.suite.ts';
import type { MockMqtt } from '../mock-mqtt.ts';
import { brokerAndLink } from './broker-and-link.ts';
import type { DeviceInput } from './small-lot.ts';

/** A contract peer on the embedded broker, from a mock and the two things that differ. */
export async function mqttPeer<M extends Pick<MockMqtt, 'die' | 'revive' | 'stop'>>(
  device: DeviceInput,
  startMock: (url: string) => Promise<M>,
  acts: {
    readonly exchange: (mock: M, ...given: Parameters<Peer['exchange']>) => Promise<void>;
    readonly garbage: (mock: M) => Promise<void>;
    readonly countsGarbage: boolean;
    readonly answers?: true;
  },
): Promise<Peer> {
  const field = await brokerAndLink();
  const mock = await startMock(field.broker.url);
  return {
    mqtt: field.link,
    mqttUrl: stationUrl(field.broker),
    device,
    exchange: (driver) => acts.exchange(mock, driver),
    garbage: () => acts.garbage(mock),
    countsGarbage: acts.countsGarbage,
    ...(acts.answers === undefined ? {} : { answers: acts.answers }),
    die: () => mock.die(),
    revive: () => mock.revive(),
    async stop() {
      await mock.stop();
      await field.stop();
    },
  };
}

/** The broker's address for the station itself: some topics are its own. */
function stationUrl({
  url,
  credential,
}: Awaited<ReturnType<typeof brokerAndLink>>['broker']): string {
  const address = new URL(url);
  address.username = credential.username;
  address.password = credential.password;
  return address.href;
}
