import type { SimOrder } from './book.ts';

const WORDS: Readonly<Record<SimOrder['status'], string>> = {
  open: 'Nothing is charged: this payment provider is simulated.',
  paid: 'Paid. You can close this page.',
  expired: 'This payment page has run out. Ask for a new one.',
  cancelled: 'This payment was cancelled. Ask for a new one.',
};

/** The page behind a payment link, where a person plays the payer. */
export function payPage(order: SimOrder): string {
  const amount = new Intl.NumberFormat('en', { style: 'currency', currency: order.currency });
  const digits = amount.resolvedOptions().maximumFractionDigits ?? 2;
  const shown = amount.format(order.amountMinor / 10 ** digits);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Simulated payment</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 3rem auto; padding: 0 1rem }
  h1 { font-size: 2rem; margin: 0 } button { font: inherit; padding: .75rem 1rem; margin: .25rem 0; width: 100% }
</style>
<main>
<p>${escaped(order.description || 'Payment')}</p>
<h1>${escaped(shown)}</h1>
<p role="status">${WORDS[order.status]}</p>
${order.status === 'open' ? BUTTONS : ''}
<p><small>Reference ${escaped(order.reference)}</small></p>
</main>
</html>`;
}

const BUTTONS = `<form method="post">
<button name="do" value="card">Pay by card</button>
<button name="do" value="wallet">Pay by wallet</button>
<button name="do" value="decline">Let the bank decline</button>
</form>`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
