import { z } from 'zod';
import type { ChargerOrder, ConnectorStatus } from '#domain/charging/connector.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { ReportChargeStop } from '#domain/lot/command/charging.ts';

/*
 * OCPP 1.6J in the lot's words. Requests have passed the schemas of the standard before they come here
 * (ocpp-rpc, strict mode), so what is read here is what the station needs of them. Pure, never throws.
 */

/** Source: OCPP 1.6, 7.7 ChargePointStatus. */
const STATUSES: Readonly<Record<string, ConnectorStatus>> = {
  Available: 'available',
  Preparing: 'preparing',
  Charging: 'charging',
  SuspendedEVSE: 'held-back',
  SuspendedEV: 'full',
  Finishing: 'finishing',
  Reserved: 'reserved',
  Unavailable: 'unavailable',
  Faulted: 'faulted',
};

/** Source: OCPP 1.6, 7.36 Reason. What is missing is `Local`. */
const REASONS: Readonly<Record<string, ReportChargeStop['reason']>> = {
  EVDisconnected: 'unplugged',
  Remote: 'staff',
  EmergencyStop: 'charger',
  HardReset: 'charger',
  PowerLoss: 'charger',
  Reboot: 'charger',
  SoftReset: 'charger',
};

/** More is no meter of a charger: 10 GWh. */
const METER_MAX_WH = 1e10;
const DETAIL_MAX_CHARS = 120;

const meterWh = z.number().int().min(0).max(METER_MAX_WH);
const timestamp = z.string().max(64);

/** What a charger says of itself when it starts: maker, model and version. */
export function decodeFirmware(params: unknown): string | null {
  const parsed = bootSchema.safeParse(params);
  if (!parsed.success) return null;
  const { chargePointVendor, chargePointModel, firmwareVersion = '' } = parsed.data;
  return [chargePointVendor, chargePointModel, firmwareVersion]
    .filter((text) => text !== '')
    .join(' ');
}

const bootSchema = z.object({
  chargePointVendor: z.string().max(40),
  chargePointModel: z.string().max(40),
  firmwareVersion: z.string().max(60).optional(),
});

const statusSchema = z.object({
  connectorId: z.number().int().min(0),
  errorCode: z.string().max(60),
  status: z.string().max(30),
  info: z.string().max(200).optional(),
  timestamp: timestamp.optional(),
});

export interface StatusWord {
  /** 0 is the charger as a whole. */
  readonly connectorId: number;
  readonly status: ConnectorStatus;
  readonly detail: string;
  readonly changedAt: Instant;
}

export function decodeStatus(params: unknown, now: Instant): StatusWord | null {
  const parsed = statusSchema.safeParse(params);
  if (!parsed.success) return null;
  const { connectorId, errorCode, info = '' } = parsed.data;
  const status = STATUSES[parsed.data.status];
  if (status === undefined) return null;
  const isWrong = errorCode !== 'NoError';
  const detail = isWrong ? [errorCode, info].filter((text) => text !== '').join(': ') : '';
  return {
    connectorId,
    status,
    detail: detail.slice(0, DETAIL_MAX_CHARS),
    changedAt: chargerTime(parsed.data.timestamp, now),
  };
}

const startSchema = z.object({
  connectorId: z.number().int().min(1),
  idTag: z.string().max(20),
  meterStart: meterWh,
  timestamp,
});

export interface StartWord {
  readonly connectorId: number;
  readonly tag: string;
  readonly meterWh: number;
  readonly startedAt: Instant;
  readonly reportedAt: Instant;
}

export function decodeStart(params: unknown, now: Instant): StartWord | null {
  const parsed = startSchema.safeParse(params);
  if (!parsed.success) return null;
  const { connectorId, idTag, meterStart, timestamp: text } = parsed.data;
  return {
    connectorId,
    tag: idTag.trim(),
    meterWh: meterStart,
    startedAt: chargerTime(text, now),
    reportedAt: Date.parse(text) || 0,
  };
}

const stopSchema = z.object({
  transactionId: z.number().int(),
  meterStop: meterWh,
  timestamp,
  reason: z.string().max(30).optional(),
});

export interface StopWord {
  readonly chargeId: number;
  readonly meterWh: number;
  readonly stoppedAt: Instant;
  readonly reason: ReportChargeStop['reason'];
}

export function decodeStop(params: unknown, now: Instant): StopWord | null {
  const parsed = stopSchema.safeParse(params);
  if (!parsed.success) return null;
  const { transactionId, meterStop, timestamp: text, reason = 'Local' } = parsed.data;
  return {
    chargeId: transactionId,
    meterWh: meterStop,
    stoppedAt: chargerTime(text, now),
    reason: REASONS[reason] ?? 'driver',
  };
}

const sampleSchema = z.object({
  value: z.string().max(2_500),
  measurand: z.string().optional(),
  unit: z.string().optional(),
  phase: z.string().optional(),
  format: z.string().optional(),
});
type Sample = z.infer<typeof sampleSchema>;

const SAMPLES_MAX = 500;
const meterSchema = z.object({
  connectorId: z.number().int().min(0),
  transactionId: z.number().int().optional(),
  meterValue: z
    .array(z.object({ timestamp, sampledValue: z.array(sampleSchema).max(SAMPLES_MAX) }))
    .max(SAMPLES_MAX),
});

export interface MeterWord {
  readonly connectorId: number;
  readonly chargeId: number | null;
  readonly meterWh: number;
  readonly powerW: number | null;
  readonly meteredAt: Instant;
}

/** The latest energy register in a message, with the power beside it; null for one without a register. */
export function decodeMeter(params: unknown, now: Instant): MeterWord | null {
  const parsed = meterSchema.safeParse(params);
  if (!parsed.success) return null;
  const { connectorId, transactionId, meterValue } = parsed.data;
  const newestFirst = meterValue.toSorted(
    (a, b) => (Date.parse(b.timestamp) || 0) - (Date.parse(a.timestamp) || 0),
  );
  for (const { timestamp: text, sampledValue } of newestFirst) {
    const wh = registerWh(sampledValue);
    if (wh === null) continue;
    return {
      connectorId,
      chargeId: transactionId ?? null,
      meterWh: wh,
      powerW: powerW(sampledValue),
      meteredAt: chargerTime(text, now),
    };
  }
  return null;
}

/** Without a measurand a value is the energy register in watt-hours. Source: OCPP 1.6, 7.43 SampledValue. */
function registerWh(samples: readonly Sample[]): number | null {
  for (const sample of samples) {
    const { measurand = 'Energy.Active.Import.Register', unit = 'Wh', phase } = sample;
    if (measurand !== 'Energy.Active.Import.Register' || phase !== undefined) continue;
    const value = numberOf(sample);
    if (value === null) continue;
    const wh = Math.round(unit === 'kWh' ? value * 1_000 : value);
    if (wh >= 0 && wh <= METER_MAX_WH) return wh;
  }
  return null;
}

/** The total where the charger names one, else the sum of the phases. */
function powerW(samples: readonly Sample[]): number | null {
  let sum: number | null = null;
  for (const sample of samples) {
    if (sample.measurand !== 'Power.Active.Import') continue;
    const value = numberOf(sample);
    if (value === null) continue;
    const watts = Math.round(sample.unit === 'kW' ? value * 1_000 : value);
    if (sample.phase === undefined) return watts;
    sum = (sum ?? 0) + watts;
  }
  return sum;
}

function numberOf({ value, format = 'Raw' }: Sample): number | null {
  if (format !== 'Raw' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

const AHEAD_MAX_MS = MINUTE_MS;
const BEHIND_MAX_MS = 14 * DAY_MS;

/**
 * A charger that was cut off tells of earlier times, so its clock is taken at its word. A time ahead of
 * the station's, or older than a charger keeps charges, is that of a clock that was never set: then it is now.
 */
export function chargerTime(text: string | undefined, now: Instant): Instant {
  const told = text === undefined ? Number.NaN : Date.parse(text);
  if (Number.isNaN(told) || told > now + AHEAD_MAX_MS || told < now - BEHIND_MAX_MS) return now;
  return Math.min(told, now);
}

/** An order as a call of the station to the charger. Source: OCPP 1.6, 5.2, 5.11, 5.12, 5.14. */
export function encodeOrder(order: ChargerOrder): {
  readonly method: string;
  readonly params: Readonly<Record<string, string | number>>;
} {
  switch (order.kind) {
    case 'start': {
      const { connectorId, tag: idTag } = order;
      return { method: 'RemoteStartTransaction', params: { connectorId, idTag } };
    }
    case 'stop':
      return { method: 'RemoteStopTransaction', params: { transactionId: order.chargeId } };
    case 'reset':
      return { method: 'Reset', params: { type: order.hard ? 'Hard' : 'Soft' } };
    case 'availability':
      return {
        method: 'ChangeAvailability',
        params: {
          connectorId: order.connectorId ?? 0,
          type: order.operative ? 'Operative' : 'Inoperative',
        },
      };
  }
}

const answerSchema = z.object({ status: z.string().max(40) });

/** What a charger says to an order. `Scheduled`: it does it when the charge that runs is over. */
export function decodeAnswer(answer: unknown): {
  readonly accepted: boolean;
  readonly detail: string;
} {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return { accepted: false, detail: 'Its answer cannot be read' };
  const { status } = parsed.data;
  return { accepted: status === 'Accepted' || status === 'Scheduled', detail: status };
}
