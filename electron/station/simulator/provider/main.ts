import { parseArgs } from 'node:util';
import { ProviderSimulator } from './provider-simulator.ts';

/*
 * The simulated payment provider by hand:
 *   node electron/station/simulator/provider/main.ts --port 4790 --station http://127.0.0.1:4700
 * It prints what belongs into the station's config.json, and serves until it is interrupted.
 */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4790' },
    station: { type: 'string', default: 'http://127.0.0.1:4700' },
  },
});

const simulator = await ProviderSimulator.start({
  port: Number(values.port),
  stationUrl: values.station,
});
const payments = {
  upi: { payeeVpa: 'simulated@upi', payeeName: 'Simulated Car Park', provider: 'razorpay' },
  providers: simulator.providerSettings,
};
console.log(`provider simulator ready ${simulator.url} webhooks=${values.station}/api/v1/webhooks`);
console.log(`config.json: "payments": ${JSON.stringify(payments, null, 2)}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void simulator.stop().then(() => process.exit(0)));
