import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MqttLink } from './mqtt-link.ts';
import type { PushLink } from './push-link.ts';
import type { SocketLink } from './socket-link.ts';
import { sendHostile, spiedLink } from './test-support/hostile.ts';
import { type RecordedDriver, recordDriver } from './test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from './test-support/small-lot.ts';
import { until } from './test-support/wait.ts';

/** The other end of a driver, as the suite needs it. */
export interface Peer {
  readonly mqtt: MqttLink;
  readonly mqttUrl: string;
  /** Where a device that posts is heard; absent for all others. */
  readonly push?: PushLink;
  /** Where a device that dials in is heard; absent for all others. */
  readonly sockets?: SocketLink;
  /** What such a device posts to be online. */
  readonly signOfLife?: { readonly contentType: string; readonly text: string };
  readonly device: DeviceInput;
  /** Something passes between device and station, whichever way is the device's; resolves once it has. */
  exchange(driver: RecordedDriver): Promise<void>;
  /** Sends what no device should. */
  garbage(): Promise<void>;
  /** Whether the driver counts a part of that garbage. */
  readonly countsGarbage: boolean;
  /** It answers what it is asked or told: how long that takes is measured. */
  readonly answers?: true;
  /** Dies without a farewell. */
  die(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

const STOP_PROGRAM = fileURLToPath(new URL('./test-support/start-and-stop.ts', import.meta.url));
/** Only a driver that leaves something behind ever waits this long. */
const EXIT_TIMEOUT_MS = 60_000;

/** What every driver must do, run against its mock. `start` brings up a living peer. */
export function driverContract(name: string, start: () => Promise<Peer>): void {
  describe(`${name} keeps the driver contract`, () => {
    let peer: Peer;
    let recorded: RecordedDriver;
    let spied: ReturnType<typeof spiedLink>;

    beforeEach(async () => {
      peer = await start();
      spied = spiedLink(peer.mqtt);
      recorded = await recordDriver(smallLot([peer.device]), peer.device.id, spied.link, {
        ...(peer.push === undefined ? {} : { push: peer.push }),
        ...(peer.sockets === undefined ? {} : { sockets: peer.sockets }),
      });
    });
    afterEach(async () => {
      await recorded.driver.stop();
      await peer.stop();
    });

    it('reports online, and works', async () => {
      await until('online', () => recorded.status() === 'online');
      await peer.exchange(recorded);
      expect(recorded.of('status').filter(({ status }) => status === 'online')).toHaveLength(1);
    });

    it('measures how long its device takes to answer, where it answers', async () => {
      await until('online', () => recorded.status() === 'online');
      await peer.exchange(recorded);
      if (peer.answers) await until('a measured answer', () => recorded.latenciesMs.length > 0);
      else expect(recorded.latenciesMs).toEqual([]);
    });

    it('survives garbage', async () => {
      await until('online', () => recorded.status() === 'online');
      await peer.garbage();
      if (peer.countsGarbage) await until('a counted drop', () => recorded.drops.length > 0);
      await peer.exchange(recorded);
      expect(recorded.status()).toBe('online');
    });

    it('trips over nothing that anybody may send on its topics', async (context) => {
      if (spied.filters.size === 0) return context.skip('it listens to no topic');
      await until('online', () => recorded.status() === 'online');
      const sent = await sendHostile(peer.mqttUrl, spied.filters);
      expect(sent).toBeGreaterThan(10);
      await peer.exchange(recorded);
      expect(spied.faults).toEqual([]);
      expect(recorded.drops.map(({ reason }) => reason)).toContain('oversized');
    });

    it('reports a dead device, and its return', async () => {
      await until('online', () => recorded.status() === 'online');
      await peer.die();
      await until('offline', () => recorded.status() === 'offline');
      expect(recorded.of('status').at(-1)?.detail).not.toBe('');
      await peer.revive();
      await until('online again', () => recorded.status() === 'online');
      await peer.exchange(recorded);
    });

    it('says nothing after it was stopped', async () => {
      await until('online', () => recorded.status() === 'online');
      await recorded.driver.stop();
      const said = recorded.inputs.length;
      await peer.garbage();
      await peer.die();
      expect(recorded.inputs).toHaveLength(said);
    });

    it(
      'leaves nothing behind',
      async () => {
        await recorded.driver.stop();
        const { stdout } = await promisify(execFile)(
          process.execPath,
          [
            STOP_PROGRAM,
            peer.mqttUrl,
            JSON.stringify([peer.device]),
            JSON.stringify(peer.signOfLife ?? null),
          ],
          { timeout: EXIT_TIMEOUT_MS },
        );
        expect(stdout).toBe('stopped\n');
      },
      2 * EXIT_TIMEOUT_MS,
    );
  });
}
