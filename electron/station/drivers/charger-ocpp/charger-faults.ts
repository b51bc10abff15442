import type { DeviceStatus } from '#domain/lot/words.ts';
import type { StatusWord } from './codec.ts';

export interface ChargerFaults {
  /** It is there again; what it says of its faults follows. */
  connected(): void;
  heard(word: StatusWord): void;
}

/** A charger is at fault while itself (connector 0) or one of its connectors says so. */
export function chargerFaults(tell: (status: DeviceStatus, detail: string) => void): ChargerFaults {
  const faults = new Map<number, string>();
  let isThere = false;

  function say(): void {
    if (!isThere) return;
    const [first] = [...faults].sort(([a], [b]) => a - b);
    if (first === undefined) {
      tell('online', '');
      return;
    }
    const [connectorId, detail] = first;
    const where = connectorId === 0 ? 'It' : `Connector ${connectorId}`;
    tell('fault', `${where} reports a fault${detail === '' ? '' : `: ${detail}`}.`);
  }

  return {
    connected() {
      isThere = true;
      say();
    },
    heard({ connectorId, status, detail }) {
      if (status === 'faulted') faults.set(connectorId, detail);
      else faults.delete(connectorId);
      say();
    },
  };
}
