import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { startMockSlotSensors } from './mock.ts';

driverContract('slot-sensors-mqtt', () => {
  let occupied = false;
  return mqttPeer(
    { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' },
    (url) => startMockSlotSensors({ url, lotId: 'yard', deviceId: 'sensors' }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        const before = driver.of('presence').length;
        occupied = !occupied;
        await mock.presence('s-2', occupied, new Date().toISOString());
        const presence = occupied ? 'occupied' : 'vacant';
        await until('the presence', () =>
          driver
            .of('presence')
            .slice(before)
            .some((input) => input.slotId === 's-2' && input.presence === presence),
        );
      },
      async garbage(mock) {
        await mock.sendRaw('s-1', 'perhaps');
        await mock.sendRaw('s-1', '{"occupied":"yes"}');
        await mock.sendRaw('no-such-slot', '1');
        await mock.sendRaw('s-1', Buffer.alloc(70_000, 0x31));
      },
    },
  );
});
