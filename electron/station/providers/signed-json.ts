import type { z } from 'zod';
import type {
  WebhookHeaders,
  WebhookRefusal,
  WebhookRefusalCode,
} from '../ports/payment-provider.ts';

const SENTENCES: Readonly<Record<WebhookRefusalCode, string>> = {
  'signature-missing': 'The event is not signed.',
  'signature-wrong': 'The signature does not fit the body and the secret of this webhook.',
  'too-old': 'The event was signed too long ago, or the clock of one side is wrong.',
  malformed: 'The event is signed, but it is not what this provider sends.',
};

export function webhookRefused(code: WebhookRefusalCode): WebhookRefusal {
  return { ok: false, code, message: SENTENCES[code] };
}

/** One header's text. A header that came twice is none: nobody says which of them counts. */
export function headerOf(headers: WebhookHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The body as its schema has it, or null. To be asked only once the signature is proven. */
export function parseBody<T>(rawBody: Buffer, schema: z.ZodType<T>): T | null {
  let value: unknown;
  try {
    value = JSON.parse(rawBody.toString('utf8'));
  } catch {
    // The caller answers `malformed`; the text of a signed body is nobody's to see.
    return null;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
