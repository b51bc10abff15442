import { type Device, deviceSchema } from '#domain/facility/device-file.ts';
import { GATES } from './ground-plan.ts';
import type { Lane } from './plan.ts';

/** Serial paths of the demo lie here: relative, so the station looks for them in its data folder. */
export const FIELD_PREFIX = 'field/';

interface GatePlan {
  readonly id: string;
  readonly label: string;
  readonly direction: Lane['direction'];
  readonly x: number;
  readonly detection: 'loops' | 'none';
  readonly camera: 'camera-mqtt' | 'camera-frigate' | 'plate-recognizer' | 'hikvision';
}

const GATE_PLANS: readonly GatePlan[] = [
  {
    id: 'entry-1',
    label: 'Entry 1',
    direction: 'entry',
    x: GATES.entry1,
    detection: 'none',
    camera: 'plate-recognizer',
  },
  {
    id: 'entry-2',
    label: 'Entry 2',
    direction: 'entry',
    x: GATES.entry2,
    detection: 'loops',
    camera: 'camera-mqtt',
  },
  {
    id: 'lane-3',
    label: 'Lane 3',
    direction: 'reversible',
    x: GATES.reversible,
    detection: 'none',
    camera: 'camera-mqtt',
  },
  {
    id: 'exit-1',
    label: 'Exit 1',
    direction: 'exit',
    x: GATES.exit1,
    detection: 'none',
    camera: 'hikvision',
  },
  {
    id: 'exit-2',
    label: 'Exit 2',
    direction: 'exit',
    x: GATES.exit2,
    detection: 'loops',
    camera: 'camera-frigate',
  },
];

/** When most want out: the third lane leads out then, and in at all other times. */
const OUT_HOURS: NonNullable<Lane['schedule']> = [
  {
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    from: '16:30',
    to: '20:00',
    direction: 'exit',
  },
  { days: ['sat', 'sun'], from: '18:00', to: '21:30', direction: 'exit' },
];

/** Two lanes in, two out, and one that turns. Express lanes have a camera and a barrier, no loops. */
export function lanes(): Lane[] {
  return GATE_PLANS.map((gate) => ({
    id: gate.id,
    label: gate.label,
    direction: gate.direction,
    levelId: 'g',
    at: [gate.x, gate.direction === 'entry' ? GATES.entryY : GATES.exitY],
    headingDegrees: gate.direction === 'exit' ? 180 : 0,
    nodeId: `g-${gate.id}`,
    detection: gate.detection,
    admitsWithoutPlate: true,
    ...(gate.direction === 'reversible' ? { schedule: OUT_HOURS } : {}),
  }));
}

/** What hangs on the lanes, and one controller for all slot sensors. */
export function devices(): Device[] {
  return [
    ...GATE_PLANS.flatMap(gateDevices),
    ...GATE_PLANS.map(callButton),
    { id: 'slot-sensors', label: 'Slot sensors', driver: 'slot-sensors-mqtt' },
    zoneCamera(),
    { id: 'fire-panel', label: 'Fire panel', driver: 'contact-mqtt', contact: 'fire-alarm' },
    deskTerminal(),
    printer('printer-desk', 'Desk printer'),
    ...ticketMachine('entry-2'),
    charger('charger-1', 'Charger 1', ['g-e01', 'g-e02']),
    charger('charger-2', 'Charger 2', ['g-e03', 'g-e04']),
    ...countingSigns(),
  ];
}

/** Two-wheelers have no sensor each: a camera above them says how many there are. */
function zoneCamera(): Device {
  return deviceSchema.parse({
    id: 'counter-two-wheel',
    label: 'Camera over the two-wheelers',
    driver: 'zone-counter-mqtt',
    zoneId: 'two-wheel',
    counts: { kind: 'occupied' },
  });
}

/** A charging post with a socket for each of its slots. */
function charger(id: string, label: string, slotIds: readonly string[]): Device {
  const connectors = slotIds.map((slotId, index) => ({ connectorId: index + 1, slotId }));
  return deviceSchema.parse({ id, label, driver: 'charger-ocpp', connectors });
}

/** What drivers read on their way: a board at the way in, and one at the ramp that leads up. */
function countingSigns(): Device[] {
  const level = (id: string, arrow: 'up' | 'left' | 'down') => ({
    text: '{level} {arrow} {free}',
    levelId: id,
    arrow,
  });
  return [
    {
      id: 'sign-board',
      label: 'Board at the way in',
      driver: 'sign-alpha',
      connection: { kind: 'serial', serial: { path: `${FIELD_PREFIX}sign-board` } },
      readsBack: true,
      shows: [
        level('g', 'left'),
        level('l1', 'up'),
        level('b1', 'down'),
        { text: 'EV {free}', kinds: ['ev'] },
      ],
    },
    {
      id: 'sign-level-1',
      label: 'Sign to level 1',
      driver: 'sign-mqtt',
      shows: [level('l1', 'up')],
    },
  ].map((device) => deviceSchema.parse(device));
}

/** For a driver who needs help. The simulator presses it when it is told to. */
function callButton({ id, label }: GatePlan): Device {
  return {
    id: `call-${id}`,
    label: `Call button ${label.toLowerCase()}`,
    driver: 'contact-mqtt',
    contact: 'call-button',
    laneId: id,
  };
}

/** A receipt or ticket printer on a serial line. */
function printer(id: string, name: string, laneId?: string): Device {
  const serial = { path: `${FIELD_PREFIX}${id}` };
  return deviceSchema.parse({
    ...{ id, label: name, driver: 'printer-escpos' },
    ...(laneId === undefined ? {} : { laneId }),
    connection: { kind: 'serial', serial },
  });
}

/** A button, and the printer behind it: the gate opens when the ticket is out. */
function ticketMachine(laneId: string): Device[] {
  const button = {
    id: `button-${laneId}`,
    label: 'Ticket button entry 2',
    driver: 'contact-mqtt',
    contact: 'ticket-button',
    laneId,
  };
  return [
    deviceSchema.parse(button),
    printer(`printer-${laneId}`, 'Ticket printer entry 2', laneId),
  ];
}

/** The card terminal of the desk. */
function deskTerminal(): Device {
  const line = { path: `${FIELD_PREFIX}terminal-desk` };
  return deviceSchema.parse({
    id: 'terminal-desk',
    label: 'Card terminal',
    driver: 'terminal-zvt',
    connection: { kind: 'serial', serial: line },
  });
}

function gateDevices(gate: GatePlan): Device[] {
  const named = (what: string) => ({
    id: `${what}-${gate.id}`,
    label: `${what[0]?.toUpperCase()}${what.slice(1)} ${gate.label.toLowerCase()}`,
    laneId: gate.id,
  });
  const line = (what: string) =>
    ({
      path: `${FIELD_PREFIX}${what}-${gate.id}`,
      baudRate: 19_200,
      dataBits: 8,
      stopBits: 1,
    }) as const;
  const found: Device[] = [
    {
      ...named('barrier'),
      driver: 'barrier-modbus-rtu',
      ...barrierLine(gate, line('barrier')),
      profile: 'controller',
      pollMs: 50,
      replyTimeoutMs: 300,
    },
    camera(gate, named('camera')),
    { ...named('sign'), driver: 'sign-mqtt' },
  ];
  if (gate.direction !== 'entry')
    found.push({
      ...named('scanner'),
      driver: 'scanner-serial',
      serial: { ...line('scanner'), baudRate: 9_600, parity: 'none' },
    });
  return found;
}

/** The barriers of the exits share one line, as units 1 and 2; each of the others has its own. */
function barrierLine<L extends object>(gate: GatePlan, own: L) {
  const parity = 'even' as const;
  if (gate.direction !== 'exit') return { serial: { ...own, parity }, unit: 1 };
  const exits = GATE_PLANS.filter(({ direction }) => direction === 'exit');
  const path = `${FIELD_PREFIX}barriers-exit`;
  return { serial: { ...own, path, parity }, unit: exits.indexOf(gate) + 1 };
}

/** The makes of a car park that has grown: native, of a Frigate server, and two that post. */
function camera(
  gate: GatePlan,
  head: { readonly id: string; readonly label: string; readonly laneId: string },
): Device {
  switch (gate.camera) {
    case 'camera-mqtt':
      return { ...head, driver: 'camera-mqtt' };
    case 'camera-frigate':
      return {
        ...head,
        driver: 'camera-frigate',
        camera: `${gate.id.replace('-', '_')}_cam`,
        topic: 'frigate/tracked_object_update',
      };
    case 'plate-recognizer':
    case 'hikvision':
      return { ...head, driver: 'camera-push', make: gate.camera, silentAfterMs: 120_000 };
  }
}
