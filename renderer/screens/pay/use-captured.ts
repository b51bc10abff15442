import { useEffect, useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import type { Sale } from './pay-types.ts';

/** The money has come: tells it once. */
export function useCaptured(asked: PaymentRow | undefined, onPaid: (sale: Sale) => void): void {
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    if (asked?.state !== 'captured' || told === asked.id) return;
    setTold(asked.id);
    onPaid({
      paymentId: asked.id,
      method: asked.method,
      receiptNumber: asked.receiptNumber ?? 0,
      amountMinor: asked.capturedMinor,
      changeMinor: 0,
    });
  }, [asked, told, onPaid]);
}
