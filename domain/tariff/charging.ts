import { type DurationMs, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { CompiledTariff } from './compile.ts';
import { chargedMsAt, idleMsAt, type MeteredCharge } from './metered-charge.ts';
import type { QuoteContext, QuoteLine } from './quote.ts';
import { rounded } from './rounding.ts';
import type { Each, Surcharge } from './tariff-file.ts';

/** What charging adds to a fee. */
export interface ChargingFee {
  readonly lines: readonly QuoteLine[];
  /** The lines stay as they are for every exit before this instant, as long as no meter says more. */
  readonly steadyUntilAt: Instant;
}

type ChargingSurcharge = Extract<Surcharge, { kind: `charging-${string}` }>;

/** While energy flows, the next word of the meter may raise the fee: nothing is promised for longer. */
const METER_STEADY_MS = MINUTE_MS;

/** The lines of a tariff for what was charged during a stay, whatever the parking itself costs. */
export function chargingFee(
  compiled: CompiledTariff,
  stay: { readonly vehicleClass: string; readonly exitAt: Instant },
  context: QuoteContext,
): ChargingFee {
  const lines: QuoteLine[] = [];
  let steadyUntilAt = Infinity;
  for (const { surcharge } of compiled.surcharges) {
    if (!isCharging(surcharge)) continue;
    if (surcharge.classes?.includes(stay.vehicleClass) === false) continue;
    const fee = feeOf(surcharge, stay.exitAt, context, compiled);
    if (fee.line !== null) lines.push(fee.line);
    steadyUntilAt = Math.min(steadyUntilAt, fee.steadyUntilAt);
  }
  return { lines, steadyUntilAt };
}

export function isCharging(surcharge: Surcharge): surcharge is ChargingSurcharge {
  return surcharge.kind.startsWith('charging-');
}

interface OneFee {
  readonly line: QuoteLine | null;
  readonly steadyUntilAt: Instant;
}

const NO_CHARGES: readonly MeteredCharge[] = [];

function feeOf(
  surcharge: ChargingSurcharge,
  exitAt: Instant,
  { charges = NO_CHARGES, chargingMinutes = 0, chargingWh = 0 }: QuoteContext,
  compiled: CompiledTariff,
): OneFee {
  const { name } = surcharge;
  const isRunning = charges.some(({ phase }) => phase === 'charging' || phase === 'waiting');
  const untilMeter = isRunning ? exitAt + METER_STEADY_MS : Infinity;
  switch (surcharge.kind) {
    case 'charging-minutes': {
      const running = charges.filter(({ phase }) => phase === 'charging').length;
      const usedMs = charges.reduce(
        (sum, charge) => sum + chargedMsAt(charge, exitAt),
        chargingMinutes * MINUTE_MS,
      );
      return timeFee(name, surcharge.each, { usedMs, running, exitAt }, compiled);
    }
    case 'charging-energy': {
      const wh = charges.reduce((sum, charge) => sum + charge.wh, chargingWh);
      if (wh <= 0) return { line: null, steadyUntilAt: untilMeter };
      const unitMinor = surcharge.feeMinorPerKwh;
      const amountMinor = rounded(wh * unitMinor, 1_000, compiled.tariff.rounding?.mode);
      const line: QuoteLine = {
        code: 'charging',
        text: name,
        quantity: wh,
        measure: 'wh',
        unitMinor,
        amountMinor,
      };
      return { line, steadyUntilAt: untilMeter };
    }
    case 'charging-start': {
      // A charge that gave nothing was a plug that did not fit, and costs nothing.
      const quantity = charges.filter(({ wh }) => wh > 0).length;
      if (quantity === 0) return { line: null, steadyUntilAt: untilMeter };
      const unitMinor = surcharge.feeMinor;
      const amountMinor = quantity * unitMinor;
      const line: QuoteLine = { code: 'charging', text: name, quantity, unitMinor, amountMinor };
      return { line, steadyUntilAt: untilMeter };
    }
    case 'charging-idle':
      return idleFee(surcharge, charges, exitAt, compiled);
  }
}

/** Each charge has its own grace; what lies beyond it is added up. */
function idleFee(
  { name, graceMinutes, each, capMinor }: Extract<ChargingSurcharge, { kind: 'charging-idle' }>,
  charges: readonly MeteredCharge[],
  exitAt: Instant,
  compiled: CompiledTariff,
): OneFee {
  const graceMs = graceMinutes * MINUTE_MS;
  let usedMs = 0;
  let running = 0;
  let graceEndsAt = Infinity;
  for (const charge of charges) {
    const idleMs = idleMsAt(charge, exitAt);
    usedMs += Math.max(0, idleMs - graceMs);
    if (charge.phase !== 'idle') continue;
    if (idleMs >= graceMs) running += 1;
    else graceEndsAt = Math.min(graceEndsAt, exitAt + graceMs - idleMs + 1);
  }
  const fee = timeFee(name, each, { usedMs, running, exitAt }, compiled);
  const steadyUntilAt = Math.min(fee.steadyUntilAt, graceEndsAt);
  const { line } = fee;
  if (line === null || capMinor === undefined || line.amountMinor <= capMinor)
    return { line, steadyUntilAt };
  return { line: { ...line, amountMinor: capMinor }, steadyUntilAt: Infinity };
}

/** A fee for time that `running` charges spend side by side. */
function timeFee(
  text: string,
  { minutes: perMinutes, feeMinor, proRata }: Each,
  { usedMs, running, exitAt }: { usedMs: DurationMs; running: number; exitAt: Instant },
  { scale }: CompiledTariff,
): OneFee {
  const isProRata = proRata === true;
  const unitMs = (isProRata ? 1 : perMinutes) * MINUTE_MS;
  const quantity = Math.ceil(usedMs / unitMs);
  const leftMs = quantity * unitMs - usedMs;
  const steadyUntilAt = running === 0 ? Infinity : exitAt + Math.floor(leftMs / running) + 1;
  if (quantity <= 0) return { line: null, steadyUntilAt };
  const unitMinor: Minor =
    feeMinor === 'hourly-rate' ? rounded(scale.rateMinorPerHour * perMinutes, 60) : feeMinor;
  const amountMinor = isProRata ? rounded(quantity * unitMinor, perMinutes) : quantity * unitMinor;
  return {
    line: { code: 'charging', text, quantity, perMinutes, unitMinor, amountMinor },
    steadyUntilAt,
  };
}
