import type { PaymentsFile } from '../providers/payment-settings.ts';
import { SIM_KEYS } from './provider/sim-keys.ts';

/** How a demo is paid: by a provider that takes no money, on a port of this machine. */
export function simulatedPayments(providerPort: number): PaymentsFile {
  const baseUrl = `http://127.0.0.1:${providerPort}`;
  return {
    upi: { payeeVpa: 'riverside@simulated', payeeName: 'Riverside Car Park', provider: 'razorpay' },
    providers: {
      razorpay: { ...SIM_KEYS.razorpay, baseUrl },
      stripe: { ...SIM_KEYS.stripe, baseUrl, successUrl: `${baseUrl}/done` },
    },
  };
}
