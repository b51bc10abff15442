import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Publishes as any field device would: with Debian's own MQTT client. */
export async function publish(mqttUrl: string, topic: string, payload: unknown): Promise<void> {
  const { hostname, port } = new URL(mqttUrl);
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  await run('mosquitto_pub', ['-h', hostname, '-p', port, '-q', '1', '-t', topic, '-m', text]);
}
