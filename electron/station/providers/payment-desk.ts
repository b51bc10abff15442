import type { Instant } from '#domain/kernel/instant.ts';
import type { Log } from '../ports/log.ts';
import type { ProviderMethod, WebhookHeaders, WebhookRefusal } from '../ports/payment-provider.ts';
import { StationBusy } from '../runtime/lot-service.ts';
import type { DeskLot } from './desk-lot.ts';
import { LotDesk } from './lot-desk.ts';
import { PACE, type Pace } from './pace.ts';
import type { UpiPayee } from './payment-settings.ts';
import type { ProviderSet } from './provider-set.ts';

export interface PaymentDeskParts {
  readonly providers: ProviderSet;
  readonly upi: UpiPayee | null;
  readonly now: () => Instant;
  readonly log: Log;
  readonly pace?: Pace;
}

/**
 * What became of a webhook. `taken`: what it says is durable, or was before. `not-ours`: signed, but
 * about nothing that a lot of this station asked for.
 */
export type WebhookVerdict =
  | { readonly ok: true; readonly what: 'taken' | 'not-ours' }
  | { readonly ok: false; readonly code: 'provider-unknown'; readonly message: string }
  | WebhookRefusal;

const TURNED_AWAY_NOTED_EVERY_MS = 60_000;

/** Ties the payment providers to the lots: orders out, news in, and the lot decides what it means. */
export class PaymentDesk {
  readonly #parts: PaymentDeskParts;
  readonly #desks = new Map<string, LotDesk>();
  #isOpen = false;
  /** Since the last line about it. */
  #turnedAway = 0;
  #turnedAwayNotedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: PaymentDeskParts) {
    this.#parts = parts;
  }

  /** All lots are there: until now, nobody can say which news are not ours. */
  open(): void {
    this.#isOpen = true;
  }

  /** Takes over the payments of a lot, those included that an earlier run left open. */
  attach(lot: DeskLot): void {
    const { providers, upi, now, log, pace = PACE } = this.#parts;
    this.#desks.get(lot.lotId)?.close();
    const lotLog = log.child({ lotId: lot.lotId });
    this.#desks.set(lot.lotId, new LotDesk({ lot, providers, upi, now, pace, log: lotLog }));
  }

  /** Names of the providers that are set up for a way of paying, the preferred one first. */
  providersOf(method: ProviderMethod): readonly string[] {
    const { providers, upi } = this.#parts;
    if (method === 'upi') return upi === null ? [] : [upi.provider];
    return [...providers.values()]
      .filter(({ methods }) => methods.includes(method))
      .map(({ name }) => name);
  }

  /**
   * Takes a webhook as it came over the wire, and resolves once it may be acknowledged. Safe to call
   * with the same one again, late, or out of order: a lot captures a payment once.
   * @throws StationBusy, StationHalted: the provider is to send it again
   */
  async takeWebhook(
    providerName: string,
    rawBody: Buffer,
    headers: WebhookHeaders,
  ): Promise<WebhookVerdict> {
    const { providers, log, now } = this.#parts;
    if (!this.#isOpen) throw new StationBusy('The station is starting.');
    const provider = providers.get(providerName);
    if (provider === undefined) {
      const message = 'No payment provider of this name is set up here.';
      return { ok: false, code: 'provider-unknown', message };
    }
    const news = provider.readWebhook(rawBody, headers, now());
    if (!news.ok) {
      this.#noteTurnedAway(providerName, news.code);
      return news;
    }
    const { eventId, kind } = news;
    const desk = [...this.#desks.values()].find((one) => one.knows(news));
    // A reference that is not ours may say anything, so only the provider's own id is written down.
    log.info({ provider: providerName, eventId, kind, isOurs: desk !== undefined }, 'webhook');
    if (desk === undefined) return { ok: true, what: 'not-ours' };
    await desk.take(providerName, news);
    return { ok: true, what: 'taken' };
  }

  /** Anybody may post here, so the log grows by a line a minute and not by one for each. */
  #noteTurnedAway(provider: string, code: string): void {
    const { log, now } = this.#parts;
    this.#turnedAway += 1;
    const at = now();
    if (at - this.#turnedAwayNotedAt < TURNED_AWAY_NOTED_EVERY_MS) return;
    log.warn({ provider, code, count: this.#turnedAway }, 'a webhook was turned away');
    this.#turnedAway = 0;
    this.#turnedAwayNotedAt = at;
  }

  close(): void {
    for (const desk of this.#desks.values()) desk.close();
    this.#desks.clear();
  }
}
