/** Keys that every simulated provider has: they open nothing but a simulator. */
export const SIM_KEYS = {
  razorpay: {
    keyId: 'rzp_sim_key',
    keySecret: 'simulated-razorpay-secret',
    webhookSecret: 'simulated-razorpay-webhook-secret',
  },
  stripe: {
    secretKey: 'sk_sim_simulated_stripe_key',
    webhookSecret: 'whsec_simulated_stripe_webhook',
  },
} as const;
