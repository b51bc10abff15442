import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Random } from '#domain/kernel/seeded-random.ts';
import { isSign } from '#domain/views/sign-board.ts';
import type { MockContact } from '../drivers/contact-mqtt/mock.ts';
import type { MockPrinter } from '../drivers/printer-escpos/mock.ts';
import type { PushTarget } from './lane-player.ts';
import { type SimulatedChargers, startSimulatedChargers } from './simulated-chargers.ts';
import { startFirePanel } from './simulated-fire-panel.ts';
import { type SimulatedLora, startSimulatedLora } from './simulated-lora.ts';
import { startSimulatedPrinter } from './simulated-printer.ts';
import { type SimulatedSign, startSimulatedSign } from './simulated-sign.ts';
import { type SimulatedTerminal, startSimulatedTerminal } from './simulated-terminal.ts';
import { type SimulatedZones, startSimulatedZones } from './simulated-zones.ts';

export interface PostsOptions {
  readonly lot: LotFile;
  readonly mqttUrl: string;
  /** Where devices come to the station by themselves; absent: they do not. */
  readonly push: PushTarget | undefined;
  readonly fieldDir: string;
  readonly random: Random;
  readonly now: () => Instant;
  readonly onTrouble: (error: Error) => void;
}

/** Played devices that stand in no lane. */
export interface Posts {
  readonly lora: readonly SimulatedLora[];
  readonly firePanel: MockContact | null;
  readonly chargers: SimulatedChargers | null;
  readonly zones: SimulatedZones;
  stop(): Promise<void>;
}

/** Starts every device of a lot that stands in no lane. What has started ends again when one cannot. */
export async function startPosts(options: PostsOptions): Promise<Posts> {
  const { lot, mqttUrl, push, fieldDir } = options;
  const lora: SimulatedLora[] = [];
  const signs: SimulatedSign[] = [];
  const desk: (SimulatedTerminal | MockPrinter)[] = [];
  let firePanel: MockContact | null = null;
  let chargers: SimulatedChargers | null = null;
  let zones: SimulatedZones | null = null;

  async function stop(): Promise<void> {
    for (const device of desk) await device.stop();
    for (const one of lora) await one.stop();
    for (const sign of signs) await sign.stop();
    await chargers?.stop();
    await firePanel?.stop();
    await zones?.stop();
  }

  try {
    for (const device of lot.devices) {
      // Card terminals approve what they are asked for, in a cardholder's time.
      if (device.driver === 'terminal-zvt')
        desk.push(await startSimulatedTerminal(device, { lot, fieldDir }));
      if (device.driver === 'printer-escpos' && device.laneId === undefined)
        desk.push(await startSimulatedPrinter(device, fieldDir));
      if (device.driver === 'slot-sensors-chirpstack')
        lora.push(await startSimulatedLora(device, mqttUrl));
      if (isSign(device) && device.laneId === undefined)
        signs.push(await startSimulatedSign(device, { lot, mqttUrl, fieldDir }));
    }
    firePanel = await startFirePanel(lot, mqttUrl);
    zones = await startSimulatedZones(lot, mqttUrl);
    const devices = lot.devices.filter((device) => device.driver === 'charger-ocpp');
    if (push !== undefined && devices.length > 0)
      chargers = await startSimulatedChargers({ ...options, devices, push });
  } catch (error) {
    await stop();
    throw error;
  }
  return { lora, firePanel, chargers, zones, stop };
}
