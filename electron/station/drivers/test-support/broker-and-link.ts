import { type Broker, startBroker } from '../mqtt/broker.ts';
import { connectMqtt, type MqttConnection } from '../mqtt/connect.ts';
import { recordedLog } from './recorded-log.ts';

/** The embedded broker with the station's own connection to it. */
export async function brokerAndLink(): Promise<{
  readonly broker: Broker;
  readonly link: MqttConnection;
  stop(): Promise<void>;
}> {
  const log = recordedLog();
  const broker = await startBroker({ port: 0, log });
  const reconnect = { firstMs: 20, capMs: 200 };
  const link = await connectMqtt({ url: broker.url, log, reconnect, ...broker.credential });
  return {
    broker,
    link,
    async stop() {
      await link.stop();
      await broker.stop();
    },
  };
}
