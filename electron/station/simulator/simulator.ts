import type { ArrivalProfile } from '#domain/traffic/profile.ts';
import { Desk } from './desk.ts';
import { Field, type FieldOptions } from './field.ts';
import { demoStart, Traffic } from './traffic.ts';

export type { DriveOutcome } from './field.ts';

export interface SimulatorOptions extends Omit<FieldOptions, 'desk' | 'startsAt'> {
  /** False: nobody comes but who is sent by `drive`. */
  readonly arrivals: false | { readonly profile: ArrivalProfile };
  /** Where the station's REST API is and who works the desk there. */
  readonly api?: {
    readonly url: string;
    readonly user: string;
    readonly password: string;
  };
}

/** A running simulator. */
export interface Simulator {
  readonly field: Field;
  setSpeed(speed: number): void;
  /** One scripted vehicle; see `Field.drive`. */
  readonly drive: Field['drive'];
  readonly leave: Field['leave'];
  stop(): Promise<void>;
}

/**
 * Plays the other end of every driver of a lot. Resolves once all devices are up and the sensors have
 * reported; vehicles come after that, once the station answers.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { arrivals, api, ...forField } = options;
  const desk =
    api === undefined
      ? undefined
      : new Desk({
          apiUrl: api.url,
          lotId: options.lot.id,
          user: api.user,
          password: api.password,
        });
  const field = await Field.start({
    ...forField,
    ...(desk === undefined ? {} : { desk }),
    ...(arrivals === false ? {} : { startsAt: demoStart(Date.now(), options.lot.timeZone) }),
  });
  const traffic = arrivals === false ? null : new Traffic(field, arrivals.profile);
  const life = traffic === null ? field.reportAll() : live(field, traffic, desk);
  if (traffic === null) await life;
  // A field whose broker went away at the start is told by its devices; nobody waits for this.
  else life.catch((error: Error) => options.onTrouble?.(error));
  return {
    field,
    setSpeed: (speed) => field.setSpeed(speed),
    drive: (drive) => field.drive(drive),
    leave: (leave) => field.leave(leave),
    async stop() {
      traffic?.stop();
      await field.stop();
    },
  };
}

async function live(field: Field, traffic: Traffic, desk: Desk | undefined): Promise<void> {
  if (desk !== undefined && (await desk.waitUntilReady())) await traffic.adopt(desk);
  await field.reportAll();
  await traffic.fill();
  traffic.open();
}
