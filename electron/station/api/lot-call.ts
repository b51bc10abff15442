import { mayDo } from '#domain/access/roles.ts';
import type { PlateRef } from '#domain/kernel/ids.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { EventOf, EventType, RecordedEvent } from '#domain/lot/event.ts';
import type { Installed } from '#domain/lot/state.ts';
import type { LotService, Outcome } from '../runtime/lot-service.ts';
import { apiError, refusalError } from './api-error.ts';
import { type CallContext, callerOf } from './base.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Finds the lot of a call. */
export function lotOf(context: CallContext, lotId: string): LotService {
  const service = context.services.host.lots.get(lotId);
  if (service === undefined) throw apiError('lot-unknown', `There is no lot "${lotId}" here.`);
  return service;
}

/** What is installed in a lot. A lot whose file has not been taken in yet answers as busy. */
export function installedOf(service: LotService): Installed {
  const { installed } = service.state;
  if (installed === null) throw apiError('busy', 'The lot is being opened. Try again in a moment.');
  return installed;
}

/** Turns a plate's reference into what the caller may see. */
export function revealFor(
  context: CallContext,
  service: LotService,
): (ref: PlateRef | null) => string | null {
  const sees = mayDo(callerOf(context).role, 'plate.view');
  return sees ? (ref) => service.reveal(ref) : () => null;
}

/**
 * A search by plate would tell whoever may not see plates that a vehicle is here.
 * @throws forbidden
 */
export function needsPlates(context: CallContext): void {
  if (!mayDo(callerOf(context).role, 'plate.view'))
    throw apiError('forbidden', 'Your role does not allow this.', { needs: 'plate.view' });
}

/** The reference of a plate that a caller typed. */
export function plateRefOf(service: LotService, plate: string): PlateRef {
  const ref = service.refOf(plate);
  if (ref !== null) return ref;
  const message = 'not a plate: letters and digits are expected';
  throw apiError('invalid', `plate: ${message}`, { issues: [{ path: 'plate', message }] });
}

/** A command as a caller sends it: the body, and perhaps an id that makes it repeatable. */
export interface Sent {
  /** The procedure's path, so that one key used for two kinds of calls stands for two commands. */
  readonly procedure: string;
  readonly commandId: string | undefined;
}

/**
 * Submits a command in the caller's name. Ids are scoped by user and procedure, so that two people
 * who happen to choose the same key never get each other's answers.
 * @throws StationBusy, StationHalted, CommandIdReused
 */
export function submit(
  context: CallContext,
  service: LotService,
  body: CommandBody,
  sent: Sent,
): Promise<Outcome> {
  const { username, role } = callerOf(context);
  const { address: from } = context.connection;
  const actor = { kind: 'user', name: username, role, from } as const;
  const key = context.idempotencyKey ?? sent.commandId;
  if (key === undefined) return service.submit(body, { actor });
  const fingerprint = fingerprintOf(context.sent);
  const commandId = `u:${username}:${sent.procedure}:${key}`;
  return service.submit(body, { actor, commandId, fingerprint });
}

/** Submits a command and throws the lot's refusal as an error. */
export async function submitted(
  context: CallContext,
  service: LotService,
  body: CommandBody,
  sent: Sent,
): Promise<readonly RecordedEvent[]> {
  const outcome = await submit(context, service, body, sent);
  if (!outcome.ok) throw refusalError(outcome.refusal);
  return outcome.events;
}

/** The event of a type among what a command came to, or null. */
export function findEvent<T extends EventType>(
  events: readonly RecordedEvent[],
  type: T,
): (RecordedEvent & { readonly event: EventOf<T> }) | null {
  for (const recorded of events) {
    if (recorded.event.type === type) {
      return recorded as RecordedEvent & { readonly event: EventOf<T> };
    }
  }
  return null;
}

/** The event that a command must have come to; without it nothing had to change. */
export function eventOf<T extends EventType>(
  events: readonly RecordedEvent[],
  type: T,
): RecordedEvent & { readonly event: EventOf<T> } {
  const found = findEvent(events, type);
  if (found === null) throw apiError('nothing-changed', 'It already is as you ask.');
  return found;
}
