import {
  WHAT_IF_DAYS_MAX,
  type WhatIfAnswer,
  type WhatIfMessage,
} from '#domain/contract/lot-tariffs.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { zonedDayOf } from '#domain/kernel/zoned.ts';
import { capacityOf } from '#domain/lot/decide/pricing.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import type { WhatIf } from '#domain/views/what-if.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { apiError } from './api-error.ts';
import type { CallContext } from './base.ts';
import { installedOf } from './lot-call.ts';
import { progressStream } from './progress-stream.ts';
import { viewsUpToDate } from './views-up-to-date.ts';

interface Asked {
  readonly tariff: Tariff;
  /** Days as `YYYY-MM-DD`; the last one is part of it. */
  readonly from: string;
  readonly to: string;
}

interface Watching {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: (share: number) => void;
}

/** What the stays of some days would have paid under a tariff. */
export async function whatIfOf(
  { services }: CallContext,
  service: LotService,
  { tariff, from, to }: Asked,
  { signal, progress = () => undefined }: Watching,
): Promise<WhatIfAnswer> {
  const { lot, holidays } = installedOf(service);
  const fromAt = dayOf('from', from, lot.timeZone).startsAt;
  const endsAt = dayOf('to', to, lot.timeZone).endsAt;
  if (endsAt <= fromAt) throw invalid('to', 'a day that is not before the first');
  if (endsAt - fromAt > (WHAT_IF_DAYS_MAX + 1) * DAY_MS)
    throw invalid('to', `a last day at most ${WHAT_IF_DAYS_MAX} days after the first`);
  const toAt = Math.max(fromAt, Math.min(endsAt, services.clock.now()));
  await viewsUpToDate(service);
  const capacity = capacityOf(service.state);
  const exitGraceMs = lot.policies.exitGraceMinutes * MINUTE_MS;
  const found = await service.views.whatIf(
    { tariff, fromAt, toAt, capacity, holidays, exitGraceMs },
    { progress, ...(signal !== undefined && { signal }) },
  );
  return answerOf(found, tariff, capacity);
}

/** The same with its progress, until the caller leaves. */
export async function* watchWhatIf(
  context: CallContext,
  service: LotService,
  asked: Asked,
  callerLeft: AbortSignal | undefined,
): AsyncGenerator<WhatIfMessage, void, void> {
  const work = progressStream((options) => whatIfOf(context, service, asked, options), callerLeft);
  for await (const told of work)
    yield told.kind === 'progress' ? told : { kind: 'answer', answer: told.value };
}

function answerOf(
  { days, classes, biggest, prices, ...found }: WhatIf,
  tariff: Tariff,
  capacity: number,
): WhatIfAnswer {
  return {
    ...found,
    currency: tariff.currency,
    assumptions: assumptionsOf(tariff, capacity),
    days: [...days],
    classes: [...classes],
    biggest: [...biggest],
    prices: [...prices],
  };
}

function assumptionsOf({ dynamic }: Tariff, capacity: number): string[] {
  const texts = [
    'Everybody parks as they did: nobody comes, stays away or leaves earlier because of the price.',
    'Stays count on the day of their entry. Validations and lost tickets stay as they were.',
  ];
  if (dynamic !== undefined)
    texts.push(
      `The price begins anew on the first day and follows the vehicles that were inside, of ${capacity} slots that are in use today.`,
    );
  return texts;
}

function dayOf(
  path: string,
  day: string,
  timeZone: string,
): { startsAt: Instant; endsAt: Instant } {
  const zoned = zonedDayOf(day, timeZone);
  if (zoned === null) throw invalid(path, 'a day of the calendar');
  return zoned;
}

function invalid(path: string, expected: string) {
  const message = `expected ${expected}`;
  return apiError('invalid', `${path}: ${message}`, { issues: [{ path, message }] });
}
