import { createRPCError } from 'ocpp-rpc';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { SlotId } from '#domain/kernel/ids.ts';
import type { ChargerInput } from '../charger-words.ts';
import type { DriverContext } from '../driver.ts';
import {
  decodeFirmware,
  decodeMeter,
  decodeStart,
  decodeStatus,
  decodeStop,
  type StatusWord,
} from './codec.ts';

/** The lot answers in milliseconds; a charger that hears nothing for so long is told to try again. */
const LOT_TIMEOUT_MS = 10_000;

type Reply = Readonly<Record<string, unknown>>;
export type Calls = Readonly<Record<string, (params: unknown) => Reply | Promise<Reply>>>;

export interface CallParts {
  readonly context: DriverContext<DeviceOf<'charger-ocpp'>>;
  /** The charger as a whole, or one of its connectors, says how it is. */
  readonly heard: (word: StatusWord) => void;
}

/** What a charger may ask of the station. Each answers as OCPP 1.6, chapter 4, says, or throws a CALLERROR. */
export function callsOf({ context, heard }: CallParts): Calls {
  const { device, now, emit, drop } = context;
  const slots = new Map(device.connectors.map(({ connectorId, slotId }) => [connectorId, slotId]));
  const meteredAt = new Map<number, number>();

  function slotOf(connectorId: number): SlotId {
    const slotId = slots.get(connectorId);
    if (slotId !== undefined) return slotId;
    drop('unknown-slot', `connector ${connectorId} has no slot in the lot file`);
    throw failure('PropertyConstraintViolation', `Connector ${connectorId} is not known here.`);
  }

  function read<T>(word: T | null, what: string): T {
    if (word !== null) return word;
    drop('malformed', what);
    throw failure('PropertyConstraintViolation', `The station cannot read ${what}.`);
  }

  return {
    BootNotification(params) {
      const firmware = decodeFirmware(params);
      if (firmware !== null) emit({ kind: 'about', firmware });
      return {
        status: 'Accepted',
        currentTime: iso(now()),
        interval: device.heartbeatSeconds,
      };
    },
    Heartbeat: () => ({ currentTime: iso(now()) }),
    StatusNotification(params) {
      const word = read(decodeStatus(params, now()), 'a status');
      heard(word);
      if (word.connectorId > 0)
        emit({ kind: 'connector', ...word, slotId: slotOf(word.connectorId) });
      return {};
    },
    async Authorize(params) {
      const tag = String((params as { idTag?: unknown }).idTag ?? '').trim();
      const status = await answered<'tag'>((answer) => emit({ kind: 'tag', tag, answer }));
      return { idTagInfo: { status } };
    },
    async StartTransaction(params) {
      const word = read(decodeStart(params, now()), 'the start of a charge');
      const slotId = slotOf(word.connectorId);
      const told = await answered<'charge-start'>((answer) =>
        emit({ kind: 'charge-start', ...word, slotId, answer }),
      );
      return { transactionId: told.chargeId, idTagInfo: { status: told.verdict } };
    },
    MeterValues(params) {
      const word = decodeMeter(params, now());
      // Voltages and temperatures are read by people who repair it; without energy there is nothing to do.
      if (word === null || word.connectorId === 0 || !slots.has(word.connectorId)) return {};
      const last = meteredAt.get(word.connectorId) ?? Number.NEGATIVE_INFINITY;
      if (now() - last < device.meterEveryMs) return {};
      meteredAt.set(word.connectorId, now());
      emit({ kind: 'charge-meter', ...word });
      return {};
    },
    async StopTransaction(params) {
      const word = read(decodeStop(params, now()), 'the end of a charge');
      await answered<'charge-stop'>((answer) => emit({ kind: 'charge-stop', ...word, answer }));
      return { idTagInfo: { status: 'Accepted' } };
    },
    DataTransfer: () => ({ status: 'UnknownVendorId' }),
    FirmwareStatusNotification: () => ({}),
    DiagnosticsStatusNotification: () => ({}),
  };
}

type Asking = 'tag' | 'charge-start' | 'charge-stop';
type AnswerOf<K extends Asking> = Parameters<Extract<ChargerInput, { kind: K }>['answer']>[0];

/** Waits until the lot has it for good. Rejects with what makes a charger keep it and tell it again. */
function answered<K extends Asking>(
  ask: (answer: (given: AnswerOf<K>) => void) => void,
): Promise<Exclude<AnswerOf<K>, null | false>> {
  return new Promise((resolve, reject) => {
    const later = () =>
      reject(failure('InternalError', 'The station is busy. Send it again later.'));
    // A charger is no reason for a station that stops to wait.
    const timer = setTimeout(later, LOT_TIMEOUT_MS).unref();
    ask((given) => {
      clearTimeout(timer);
      if (given === null || given === false) later();
      else resolve(given as Exclude<AnswerOf<K>, null | false>);
    });
  });
}

/** A CALLERROR; see OCPP 1.6J, 4.2.3. */
export function failure(code: string, message: string): Error {
  // The library's own types call it a record; it is an Error with the code on it.
  return createRPCError(code, message) as unknown as Error;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
