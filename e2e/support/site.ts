import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import { type Mosquitto, mosquitto } from '#station/drivers/test-support/mosquitto.ts';
import { ProviderSimulator } from '#station/simulator/provider/provider-simulator.ts';
import { type Lane, playLane } from './lane.ts';
import { loadLater } from './page-clock.ts';
import { type Rest, restOf } from './rest.ts';
import { type StationProcess, startStationProcess, temporaryData } from './station-process.ts';

export const ADMIN = { username: 'asha', password: 'money-and-rights-2026' };

export const passwordOf = (username: string): string => `${username}-has-a-long-one`;

/** A car park of `moneyLot` that runs: a broker, two lanes, and the station in a process of its own. */
export interface Site {
  readonly lot: LotFile;
  readonly data: string;
  readonly station: StationProcess;
  readonly entry: Lane;
  readonly exit: Lane;
  readonly provider: ProviderSimulator;
  /** The administrator over REST. */
  readonly rest: Rest;
  /** Somebody else over REST, who gets an account with the password of `passwordOf`. */
  as(username: string, role: string): Promise<Rest>;
  /** The administrator signs in again, after more than half a day. */
  renewSignIn(): Promise<void>;
  /** Epoch milliseconds, by the clock of the station. */
  now(): number;
  /** So much time goes by in an instant. */
  pass(ms: number): Promise<void>;
  /** Power cut and start, with the data that there is. */
  crash(): Promise<void>;
  /** Only the power cut; `crash` or `start` brings it back. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Signs a page of the console in. */
  signIn(page: Page, who?: { readonly username: string; readonly password: string }): Promise<void>;
  stop(): Promise<void>;
}

/** By the lot's clock. Whatever a flow tells is over before midnight, at whatever hour it is run. */
const STARTS_AT_MS = 9 * HOUR_MS;

/** Starts everything at nine in the morning; `stop` ends it, after a failed start too. */
export async function startSite(lot: LotFile): Promise<Site> {
  const data = temporaryData();
  const stops: (() => Promise<void>)[] = [];
  let aheadMs = untilMorning(lot.timeZone);
  const moved = new WeakSet<Page>();
  const now = () => Date.now() + aheadMs;
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const broker: Mosquitto = await mosquitto();
    stops.push(() => broker.stop());
    const provider = await ProviderSimulator.start({ webhookRetryMs: 50, now });
    stops.push(() => provider.stop());
    const lotPath = prepare(data, lot, provider);
    const place = { lot, data, mqttUrl: broker.url, now };
    const entry = await playLane(place, 'in');
    stops.push(() => entry.stop());
    const exit = await playLane(place, 'out');
    stops.push(() => exit.stop());

    let station: StationProcess;
    const start = async (flags: readonly string[] = []) => {
      station = await startStationProcess(data, ['--mqtt-url', broker.url, ...flags], aheadMs);
      provider.stationUrl = station.url;
    };
    stops.push(() => station?.stop() ?? Promise.resolve());
    await start(['--lot', lotPath]);
    const urlOf = () => station.url;
    const anybody = restOf(urlOf, () => '');
    let { token } = await anybody.call('POST', '/setup/admin', ADMIN);
    const rest = restOf(urlOf, () => token);

    return {
      lot,
      data,
      get station() {
        return station;
      },
      entry,
      exit,
      provider,
      rest,
      async as(username, role) {
        const password = passwordOf(username);
        await rest.call('POST', '/users', { username, password, role });
        const signedIn = await anybody.call('POST', '/sign-in', { username, password });
        return restOf(urlOf, () => signedIn.token);
      },
      async renewSignIn() {
        ({ token } = await anybody.call('POST', '/sign-in', ADMIN));
      },
      now,
      async pass(ms) {
        aheadMs += ms;
        await station.setClockAhead(aheadMs);
      },
      async crash() {
        await station.kill();
        await start();
      },
      kill: () => station.kill(),
      start: () => start(),
      async signIn(page, who = ADMIN) {
        if (!moved.has(page)) await loadLater(page, aheadMs);
        moved.add(page);
        await page.goto(station.url);
        const username = page.getByTestId('sign-in-username');
        const inside = page.getByTestId('nav-control');
        await username.or(inside).waitFor();
        // However far the clock has gone: whoever is still signed in goes on.
        if (await inside.isVisible()) return;
        await username.fill(who.username);
        await page.getByTestId('sign-in-password').fill(who.password);
        await page.getByTestId('sign-in-submit').click();
        await page.getByTestId('nav-control').waitFor();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Writes the lot's file and the provider's keys into the data directory. */
function prepare(data: string, lot: LotFile, provider: ProviderSimulator): string {
  mkdirSync(join(data, 'given'));
  const lotPath = join(data, 'given', 'lot.json');
  writeFileSync(lotPath, JSON.stringify(lot));
  const payments = {
    upi: { payeeVpa: 'small@okbank', payeeName: 'Small lot', provider: 'razorpay' },
    providers: provider.providerSettings,
  };
  writeFileSync(join(data, 'config.json'), JSON.stringify({ version: 1, payments }), {
    mode: 0o600,
  });
  return lotPath;
}

function untilMorning(timeZone: string): number {
  const now = Date.now();
  const { startsAt, endsAt } = zonedDay(now, timeZone);
  const today = startsAt + STARTS_AT_MS;
  return (today > now ? today : endsAt + STARTS_AT_MS) - now;
}
