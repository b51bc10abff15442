import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { SlotId } from '#domain/kernel/ids.ts';
import { ignoreOrders } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { watchSlots } from '../slot-presence.ts';
import { presenceTopic } from '../topics.ts';
import { decodeHealth, decodePresence } from './codec.ts';

/** A controller that publishes the presence of many slots, each on its own topic. */
export const start: StartDriver<'slot-sensors-mqtt'> = async (context) => {
  const { device, lot } = context;
  const mine = slotsOf(device, lot);
  const strays = countsStrays(device, lot) ? strayTest(lot) : null;
  const filter = presenceTopic(lot.id, '+');
  const head = filter.indexOf('+');
  const tail = filter.length - head - 1;

  let end = () => {};

  const slots = watchSlots(context, mine, device, () => {
    // What the broker keeps comes again with a new subscription: its slots need not stay unknown.
    end();
    listen();
  });
  const connection = openMqttDevice({
    ...context,
    emit(input) {
      if (input.kind === 'status') slots.controller(input.status);
      context.emit(input);
    },
  });

  function take(topic: string, payload: Buffer, retained: boolean): void {
    const slotId = topic.slice(head, topic.length - tail);
    if (!mine.has(slotId)) {
      if (strays?.(slotId))
        context.drop('unknown-slot', `no slot ${shown(slotId)} with a sensor here`);
      return;
    }
    const occupied = decodePresence(payload);
    if (occupied === null) {
      // An empty payload is how a retained presence is taken back.
      if (payload.length > 0) context.drop('malformed', `a presence of slot ${slotId}`);
      return;
    }
    // What the broker kept is good news of the slot, but no sign of life.
    if (!retained) {
      connection.spoke();
      const health = decodeHealth(payload);
      if (health !== null) slots.heard(slotId, health);
    }
    slots.said(slotId, occupied, retained);
  }

  function listen(): void {
    end = connection.receive(filter, take);
  }

  listen();
  return {
    perform: ignoreOrders,
    async stop() {
      connection.stop();
      slots.stop();
    },
  };
};

/** The slots that a controller names, or all that no other controller names. */
function slotsOf(device: DeviceOf<'slot-sensors-mqtt'>, lot: LotFile): ReadonlySet<SlotId> {
  if (device.slotIds) return new Set(device.slotIds);
  const named = new Set(controllers(lot).flatMap((other) => other.slotIds ?? []));
  return new Set(lot.slots.map((slot) => slot.id).filter((id) => !named.has(id)));
}

/** All controllers hear all slots: the first one of the lot counts what belongs to none. */
function countsStrays(device: DeviceOf<'slot-sensors-mqtt'>, lot: LotFile): boolean {
  return controllers(lot)[0]?.id === device.id;
}

function strayTest(lot: LotFile): (slotId: SlotId) => boolean {
  const served = new Set(controllers(lot).flatMap((other) => [...slotsOf(other, lot)]));
  return (slotId) => !served.has(slotId);
}

function controllers(lot: LotFile): DeviceOf<'slot-sensors-mqtt'>[] {
  return lot.devices.filter((device) => device.driver === 'slot-sensors-mqtt');
}

/** A name from the wire, cut to what fits a line. */
function shown(slotId: string): string {
  return JSON.stringify(slotId.slice(0, 63));
}
