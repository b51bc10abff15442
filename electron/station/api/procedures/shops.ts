import type { CodeSheet, ShopRow, ValidationLedger } from '#domain/contract/validations.ts';
import { must } from '#domain/kernel/assert.ts';
import { firstOfMonth, zonedDay, zonedDayOf } from '#domain/kernel/zoned.ts';
import { batchOf } from '#domain/lot/decide/validation-codes.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { RefusalCode } from '#domain/lot/words.ts';
import type { ValidationCode } from '#domain/validation/book.ts';
import { tallyOn } from '#domain/validation/tally.ts';
import { validationLedgerCsv } from '#domain/views/ledger-csv.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { refusalError } from '../api-error.ts';
import { api, type CallContext } from '../base.ts';
import { eventOf, installedOf, lotOf, submitted } from '../lot-call.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Shops that pay for their customers' parking, and the codes they give out. */
export const shops = {
  list: api.shops.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    return shopRows(service, context.services.clock.now());
  }),

  create: api.shops.create.handler(async ({ context, input }) => {
    const { terms, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'SaveShop', shopId: null, terms },
      { procedure: 'shops.create', commandId },
    );
    return { shopId: eventOf(events, 'ShopSaved').event.shopId };
  }),

  change: api.shops.change.handler(async ({ context, input }) => {
    const { shopId, terms, commandId } = input;
    await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'SaveShop', shopId, terms },
      { procedure: 'shops.change', commandId },
    );
    return { ok: true as const };
  }),

  issueCodes: api.shops.issueCodes.handler(async ({ context, input }) => {
    const { shopId, offerId, count, validUntilAt, commandId } = input;
    const service = lotOf(context, input.lotId);
    const nonces = service.nonces(count);
    const events = await submitted(
      context,
      service,
      { type: 'IssueValidationCodes', shopId, offerId, validUntilAt, nonces },
      { procedure: 'shops.issueCodes', commandId },
    );
    const { batchId } = eventOf(events, 'ValidationCodesIssued').event;
    return sheetOf(context, service, batchId);
  }),

  batches: api.shops.batches.handler(({ context, input }) => {
    const { codes } = lotOf(context, input.lotId).state.validations;
    const batches = new Map<string, ValidationCode[]>();
    for (const code of codes.values()) {
      if (code.shopId !== input.shopId) continue;
      const batch = batches.get(code.batchId) ?? [];
      batch.push(code);
      batches.set(code.batchId, batch);
    }
    return [...batches].reverse().map(([batchId, batch]) => {
      const { offerId, issuedAt, validUntilAt } = must(batch[0], 'a batch has codes');
      return {
        batchId,
        offerId,
        issuedAt,
        validUntilAt,
        count: batch.length,
        used: batch.filter(({ usedFor }) => usedFor !== null).length,
        cancelled: batch.filter(({ cancelled }) => cancelled).length,
      };
    });
  }),

  sheet: api.shops.sheet.handler(({ context, input }) =>
    sheetOf(context, lotOf(context, input.lotId), input.batchId),
  ),

  cancelCodes: api.shops.cancelCodes.handler(async ({ context, input }) => {
    const { batchId, reason, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'CancelValidationCodes', batchId, reason },
      { procedure: 'shops.cancelCodes', commandId },
    );
    return { cancelled: eventOf(events, 'ValidationCodesCancelled').event.count };
  }),

  ledger: api.shops.ledger.handler(({ context, input }) => ledgerOf(context, input)),

  ledgerCsv: api.shops.ledgerCsv.handler(async ({ context, input }) => {
    const ledger = await ledgerOf(context, input);
    const fileName = `${input.lotId}-validations-${ledger.month}.csv`;
    return { fileName, text: validationLedgerCsv(ledger) };
  }),
};

function shopRows(service: LotService, at: number): ShopRow[] {
  const { shops: held, codes } = service.state.validations;
  const { day } = zonedDay(at, installedOf(service).lot.timeZone);
  const open = new Map<string, number>();
  for (const { shopId, usedFor, cancelled, validUntilAt } of codes.values())
    if (usedFor === null && !cancelled && validUntilAt > at)
      open.set(shopId, (open.get(shopId) ?? 0) + 1);
  return [...held.values()]
    .map(({ id, terms, tally }) => {
      const counted = tallyOn(tally, day);
      return {
        id,
        terms,
        today: { count: counted.dayCount, valueMinor: counted.dayValueMinor },
        month: { count: counted.monthCount, valueMinor: counted.monthValueMinor },
        pendingMinor: counted.pendingMinor,
        openCodes: open.get(id) ?? 0,
      };
    })
    .sort((a, b) => a.terms.name.localeCompare(b.terms.name));
}

function sheetOf(context: CallContext, service: LotService, batchId: string): CodeSheet {
  const batch = batchOf(service.state, batchId);
  const [first] = batch;
  if (first === undefined) throw refusal('batch-unknown', batchId);
  const { shopId, offerId, validUntilAt } = first;
  const at = context.services.clock.now();
  const shop = must(service.state.validations.shops.get(shopId), 'shops are never removed');
  return {
    batchId,
    shopId,
    offerLabel: shop.terms.offers.find(({ id }) => id === offerId)?.label ?? offerId,
    validUntilAt,
    codes: batch.map((code) => ({
      number: code.number,
      token: service.tokenOf(code.number, code.issuedAt, 'validation'),
      state: stateOf(code, at),
    })),
  };
}

function stateOf({ usedFor, cancelled, validUntilAt }: ValidationCode, at: number) {
  if (usedFor !== null) return 'used' as const;
  if (cancelled) return 'cancelled' as const;
  return validUntilAt <= at ? ('expired' as const) : ('open' as const);
}

async function ledgerOf(
  context: CallContext,
  input: { readonly lotId: string; readonly month?: string | undefined },
): Promise<ValidationLedger> {
  const service = lotOf(context, input.lotId);
  const { currency, timeZone } = installedOf(service).lot;
  const month =
    input.month ?? zonedDay(context.services.clock.now(), timeZone).day.slice(0, 'YYYY-MM'.length);
  const first = `${month}-01`;
  const startsAt = (day: string) => must(zonedDayOf(day, timeZone), `${day} is a day`).startsAt;
  await viewsUpToDate(service);
  const figures = await service.views.shopFigures(
    startsAt(first),
    startsAt(firstOfMonth(first, 1)),
  );
  const { shops: held } = service.state.validations;
  return {
    month,
    currency,
    shops: figures.map((one) => {
      const terms = held.get(one.shopId)?.terms;
      const labelOf = (offerId: string) =>
        terms?.offers.find(({ id }) => id === offerId)?.label ?? offerId;
      return {
        ...one,
        name: terms?.name ?? one.shopId,
        byOffer: one.byOffer.map((offer) => ({ ...offer, label: labelOf(offer.offerId) })),
        settlementNote: terms?.settlementNote ?? '',
      };
    }),
  };
}

function refusal(code: RefusalCode, detail: string) {
  return refusalError({ code, message: refusalSentence(code, detail) });
}
