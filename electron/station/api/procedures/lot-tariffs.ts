import type { PriceChangeRow } from '#domain/contract/lot-tariffs.ts';
import { capacityOf, occupancyPct } from '#domain/lot/decide/pricing.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { tariffAt } from '#domain/tariff/book.ts';
import { describeTariff } from '#domain/tariff/describe-tariff.ts';
import { priceCsv } from '#domain/views/price-csv.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { refusalError } from '../api-error.ts';
import { api, type CallContext } from '../base.ts';
import { givenTariff } from '../given-tariff.ts';
import { eventOf, installedOf, lotOf, submitted } from '../lot-call.ts';
import { type FullVersion, tariffVersions } from '../tariff-versions.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';
import { watchWhatIf, whatIfOf } from '../what-if-call.ts';

/** Changes of one file: a price that changes each quarter of an hour for a year. */
const CSV_CHANGES_MAX = 40_000;
const UNSOUND = 'The tariff has mistakes. Each names its place and what is expected there.';

/** The tariffs of a lot and its dynamic price. */
export const lotTariffs = {
  list: api.tariffs.list.handler(async ({ context, input }) =>
    (await versionsOf(context, lotOf(context, input.lotId))).map(({ tariff: _, ...row }) => row),
  ),

  get: api.tariffs.get.handler(async ({ context, input }) => {
    const versions = await versionsOf(context, lotOf(context, input.lotId));
    const found = versions.find(({ version }) => version === input.version);
    if (found !== undefined) return found;
    const code = 'tariff-unknown';
    throw refusalError({ code, message: refusalSentence(code, String(input.version)) });
  }),

  publish: api.tariffs.publish.handler(async ({ context, input, errors }) => {
    const service = lotOf(context, input.lotId);
    const given = givenTariff(input.tariff, installedOf(service).lot);
    if (!given.ok)
      throw errors.TARIFF_INVALID({ message: UNSOUND, data: { problems: [...given.error] } });
    const { effectiveAt = null, note, commandId } = input;
    const events = await submitted(
      context,
      service,
      { type: 'PublishTariff', tariff: given.value, effectiveAt, note },
      { procedure: 'tariffs.publish', commandId },
    );
    const { event } = eventOf(events, 'TariffPublished');
    return { version: event.version, effectiveAt: event.effectiveAt };
  }),

  withdraw: api.tariffs.withdraw.handler(async ({ context, input }) => {
    const { lotId, version, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'WithdrawTariff', version, reason },
      { procedure: 'tariffs.withdraw', commandId },
    );
    return { ok: true as const };
  }),

  check: api.tariffs.check.handler(({ context, input }) => {
    const given = givenTariff(input.tariff, installedOf(lotOf(context, input.lotId)).lot);
    if (!given.ok) return { ok: false, problems: [...given.error], description: [] };
    return { ok: true, problems: [], description: describeTariff(given.value) };
  }),

  prices: api.tariffs.prices.handler(async ({ context, input }) => {
    const { lotId, limit } = input;
    const service = lotOf(context, lotId);
    const changes = await changesOf(service, input, limit);
    return {
      currency: installedOf(service).lot.currency,
      now: priceNow(context, service),
      changes,
    };
  }),

  pricesCsv: api.tariffs.pricesCsv.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const changes = await changesOf(service, input, CSV_CHANGES_MAX);
    const text = priceCsv(changes.toReversed(), installedOf(service).lot);
    return { fileName: `${service.lotId}-prices.csv`, text };
  }),

  whatIf: api.tariffs.whatIf.handler(({ context, input, errors, signal }) => {
    const service = lotOf(context, input.lotId);
    const given = givenTariff(input.tariff, installedOf(service).lot);
    if (!given.ok)
      throw errors.TARIFF_INVALID({ message: UNSOUND, data: { problems: [...given.error] } });
    return whatIfOf(context, service, { ...input, tariff: given.value }, { signal });
  }),

  watchWhatIf: api.tariffs.watchWhatIf.handler(({ context, input, errors, signal }) => {
    const service = lotOf(context, input.lotId);
    const given = givenTariff(input.tariff, installedOf(service).lot);
    if (!given.ok)
      throw errors.TARIFF_INVALID({ message: UNSOUND, data: { problems: [...given.error] } });
    return watchWhatIf(context, service, { ...input, tariff: given.value }, signal);
  }),
};

async function versionsOf(
  { services }: CallContext,
  service: LotService,
): Promise<readonly FullVersion[]> {
  installedOf(service);
  await viewsUpToDate(service);
  const history = await service.views.tariffHistory();
  return tariffVersions(service.state, history, services.clock.now());
}

async function changesOf(
  service: LotService,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  limit: number,
): Promise<PriceChangeRow[]> {
  await viewsUpToDate(service);
  const recorded = await service.views.priceHistory({
    limit,
    ...(from !== undefined && { fromAt: from }),
    ...(to !== undefined && { toAt: to }),
  });
  return recorded.flatMap(rowOf);
}

function rowOf({ seq, at, event }: RecordedEvent): PriceChangeRow[] {
  if (event.type !== 'PriceChanged') return [];
  const { type: _, ...change } = event;
  return [{ seq, at, ...change }];
}

function priceNow({ services }: CallContext, { state }: LotService) {
  const at = services.clock.now();
  const { tariffs, sessions } = state;
  return {
    tariffVersion: tariffAt(tariffs, at).version,
    price: tariffs.price,
    since: tariffs.price === null ? null : tariffs.priceChangedAt,
    inside: sessions.size,
    capacity: capacityOf(state),
    occupancyPct: occupancyPct(state, at, false),
    averagePct: occupancyPct(state, at, true),
  };
}
