import type { PreviewContext } from '#domain/contract/tariffs.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { localInstant, zonedIso } from '#domain/kernel/zoned.ts';
import { startingPrice } from '#domain/tariff/compile.ts';
import { describeTariff } from '#domain/tariff/describe-tariff.ts';
import type { LockedPrice } from '#domain/tariff/dynamic-schema.ts';
import { nextPrice } from '#domain/tariff/next-price.ts';
import { parseTariff } from '#domain/tariff/parse-tariff.ts';
import { findProduct } from '#domain/tariff/product.ts';
import type { QuoteContext } from '#domain/tariff/quote.ts';
import { quote } from '#domain/tariff/quote-of.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { sampleTariffs } from '../../tariffs/samples.ts';
import { apiError, type InvalidField } from '../api-error.ts';
import { api } from '../base.ts';
import { lotTariffs } from './lot-tariffs.ts';

/** The tariffs of lots, and quotes by tariffs that no lot has. */
export const tariffs = {
  ...lotTariffs,

  preview: api.tariffs.preview.handler(({ input }) => {
    const tariff = tariffOf(input.tariff);
    const { timeZone } = tariff;
    const entryAt = instantOf(input.entry, 'entry', timeZone);
    const exitAt = instantOf(input.exit, 'exit', timeZone);
    if (exitAt < entryAt)
      throw invalid([{ path: 'exit', message: 'expected a time that is not before the entry' }]);
    const { vehicleClass } = input;
    const given = input.context ?? {};
    checkProduct(tariff, given.product, vehicleClass);
    const price = priceOf(tariff, given, entryAt);
    const context = contextOf(given, price, timeZone);
    const quoted = quote(tariff, { entryAt, exitAt, vehicleClass }, context);
    return {
      ...quoted,
      lines: [...quoted.lines],
      taxes: [...quoted.taxes],
      entryAt,
      exitAt,
      validUntil: zonedIso(quoted.validUntilAt, timeZone),
      price,
    };
  }),

  samples: api.tariffs.samples.handler(() =>
    [...sampleTariffs().values()].map((tariff) => {
      const { id, name, currency, timeZone } = tariff;
      return { id, name, currency, timeZone, description: describeTariff(tariff), tariff };
    }),
  ),
};

function tariffOf(asked: string | object): Tariff {
  if (typeof asked === 'string') {
    const samples = sampleTariffs();
    const sample = samples.get(asked);
    if (sample !== undefined) return sample;
    const known = [...samples.keys()].join(', ');
    throw apiError('not-found', `tariff: there is no tariff of this id. There are: ${known}.`);
  }
  const parsed = parseTariff(asked);
  if (parsed.ok) return parsed.value;
  throw invalid(
    parsed.error.map(({ path, message }) => ({
      path: path === 'tariff' ? path : `tariff.${path}`,
      message,
    })),
  );
}

function instantOf(text: string, path: string, timeZone: string): Instant {
  const at = localInstant(text, timeZone);
  if (at !== null) return at;
  const message = 'expected a local date and time such as 2026-03-29T10:00, without an offset';
  throw invalid([{ path, message }]);
}

function checkProduct(tariff: Tariff, id: string | null | undefined, vehicleClass: string): void {
  if (id === undefined || id === null || findProduct(tariff, id, vehicleClass) !== null) return;
  const ids = new Set((tariff.products ?? []).map((product) => product.id));
  const message =
    ids.size === 0
      ? 'expected none: the tariff has no products'
      : `expected a product for the class "${vehicleClass}", one of ${[...ids].join(', ')}`;
  throw invalid([{ path: 'context.product', message }]);
}

/** The price that a vehicle would lock at its entry, after one change by the rule. */
function priceOf(tariff: Tariff, given: PreviewContext, at: Instant): LockedPrice | null {
  const { dynamic, timeZone } = tariff;
  if (dynamic === undefined) return null;
  const start = startingPrice(tariff);
  const before: LockedPrice = {
    percent: given.previousPercent ?? start.percent,
    rateMinorPerHour: given.previousRateMinorPerHour ?? start.rateMinorPerHour,
  };
  const { occupancyPct, holidays = [] } = given;
  if (occupancyPct === undefined) return before;
  const facts = { at, occupancyPct, lastChangeAt: null, band: null, timeZone, holidays };
  return nextPrice(dynamic, before, facts)?.price ?? before;
}

function contextOf(
  given: PreviewContext,
  price: LockedPrice | null,
  timeZone: string,
): QuoteContext {
  const { priorVisits = [], holidays, discounts = [] } = given;
  return {
    ...(holidays !== undefined && { holidays }),
    lostTicket: given.lostTicket === true,
    product: given.product ?? null,
    priorVisits: priorVisits.map((visit, index) => {
      const at = `context.priorVisits[${index}]`;
      return {
        entryAt: instantOf(visit.entry, `${at}.entry`, timeZone),
        exitAt: instantOf(visit.exit, `${at}.exit`, timeZone),
        paidMinor: visit.paidMinor,
      };
    }),
    chargingMinutes: given.evChargingMinutes ?? 0,
    chargingWh: given.chargingWh ?? 0,
    oversized: given.oversized === true,
    price,
    discounts: discounts.map(({ kind, value, label, shopId = null }) => ({
      kind,
      value,
      label,
      shopId,
    })),
  };
}

function invalid(issues: readonly InvalidField[]) {
  const [first] = issues;
  return apiError('invalid', `${first?.path}: ${first?.message}`, { issues: issues.slice(0, 20) });
}
