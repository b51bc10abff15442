import {
  type Bus,
  type BusMember,
  type BusOptions,
  type BusUser,
  lineName,
  openBus,
} from './bus.ts';

/**
 * The lines that are open in this process. A port can be opened once, and it belongs to the machine, not to
 * a lot or a device: all barriers on it share it here.
 */
const buses = new Map<string, Bus>();
/** Lines that are closing; they can be opened again only after that. */
const closing = new Map<string, Promise<void>>();

/** Joins the line, opening it for the first of its users. `leave` closes it after the last one. */
export async function joinBus(options: BusOptions, user: BusUser): Promise<BusMember> {
  const name = lineName(options.address);
  await closing.get(name);
  const bus = buses.get(name) ?? openBus(options);
  buses.set(name, bus);
  const member = bus.join(user);
  return {
    ...member,
    get isOpen() {
      return member.isOpen;
    },
    async leave() {
      const left = member.leave();
      if (bus.members > 0 || buses.get(name) !== bus) return left;
      buses.delete(name);
      const closed = left.finally(() => closing.delete(name));
      closing.set(name, closed);
      await closed;
    },
  };
}
