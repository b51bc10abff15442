import { checkLines } from './check-lines.ts';
import type { SignDevice } from './device/sign.ts';
import type { Device, DeviceOf } from './device-file.ts';
import type { LotFile } from './lot-file.ts';
import { foundText, type ProblemList } from './lot-file-problem.ts';

/** The ids of one kind of thing, by place in the file. */
type Ids = ReadonlyMap<string, number>;

/** Ids are unique, and every id that something refers to exists and fits. */
export function checkReferences(lot: LotFile, to: ProblemList): void {
  const levels = uniqueIds('levels', lot.levels, to);
  const nodes = uniqueIds('drive.nodes', lot.drive.nodes, to);
  const zones = uniqueIds('zones', lot.zones, to);
  const slots = uniqueIds('slots', lot.slots, to);
  const lanes = uniqueIds('lanes', lot.lanes, to);
  uniqueIds('devices', lot.devices, to);
  lot.drive.nodes.forEach((node, index) => {
    refer(`drive.nodes[${index}].levelId`, 'level', levels, node.levelId, to);
  });
  checkEdges(lot, nodes, to);
  lot.slots.forEach((slot, index) => {
    refer(`slots[${index}].levelId`, 'level', levels, slot.levelId, to);
    refer(`slots[${index}].zoneId`, 'zone', zones, slot.zoneId, to);
  });
  checkLanes(lot, levels, nodes, to);
  checkDevices(lot, { slots, lanes, levels, zones }, to);
}

function uniqueIds(path: string, things: readonly { readonly id: string }[], to: ProblemList): Ids {
  const ids = new Map<string, number>();
  things.forEach(({ id }, index) => {
    const first = ids.get(id);
    if (first === undefined) ids.set(id, index);
    else
      to.add(`${path}[${index}].id`, 'an id used once', `"${id}" again after ${path}[${first}].id`);
  });
  return ids;
}

function refer(path: string, what: string, ids: Ids, id: string, to: ProblemList): boolean {
  if (ids.has(id)) return true;
  to.add(path, `the id of a ${what}`, `${foundText(id)}, which no ${what} has`);
  return false;
}

function checkEdges({ drive }: LotFile, nodes: Ids, to: ProblemList): void {
  drive.edges.forEach((edge, index) => {
    const path = `drive.edges[${index}]`;
    const known = [
      refer(`${path}.from`, 'node', nodes, edge.from, to),
      refer(`${path}.to`, 'node', nodes, edge.to, to),
    ];
    if (known.includes(false)) return;
    if (edge.from === edge.to)
      to.add(`${path}.to`, 'another node than "from"', `"${edge.to}" again`);
    const from = drive.nodes[nodes.get(edge.from) ?? -1];
    const end = drive.nodes[nodes.get(edge.to) ?? -1];
    if (edge.kind !== 'ramp' && from?.levelId !== end?.levelId)
      to.add(
        `${path}.kind`,
        '"ramp" between two levels',
        `"${edge.kind}" from ${from?.levelId} to ${end?.levelId}`,
      );
  });
}

function checkLanes({ lanes, drive }: LotFile, levels: Ids, nodes: Ids, to: ProblemList): void {
  lanes.forEach((lane, index) => {
    const path = `lanes[${index}]`;
    refer(`${path}.levelId`, 'level', levels, lane.levelId, to);
    if (lane.schedule !== undefined && lane.direction !== 'reversible')
      to.add(`${path}.schedule`, 'a schedule of a reversible lane', `that of an ${lane.direction}`);
    if (!refer(`${path}.nodeId`, 'node', nodes, lane.nodeId, to)) return;
    const levelId = drive.nodes[nodes.get(lane.nodeId) ?? -1]?.levelId;
    if (levelId !== lane.levelId)
      to.add(
        `${path}.nodeId`,
        `a node on the lane's level "${lane.levelId}"`,
        `"${lane.nodeId}" on ${foundText(levelId)}`,
      );
  });
  for (const direction of ['entry', 'exit'] as const) {
    if (!lanes.some((lane) => lane.direction === direction || lane.direction === 'reversible'))
      to.add('lanes', `a lane with direction "${direction}" or "reversible"`, 'none');
  }
}

interface Known {
  readonly slots: Ids;
  readonly lanes: Ids;
  readonly levels: Ids;
  readonly zones: Ids;
}

function checkDevices({ devices, lanes: laneFiles }: LotFile, known: Known, to: ProblemList): void {
  const { slots, lanes, zones } = known;
  checkOneWay(devices, to);
  devices.forEach((device, index) => {
    const path = `devices[${index}]`;
    if ('laneId' in device && device.laneId !== undefined)
      refer(`${path}.laneId`, 'lane', lanes, device.laneId, to);
    if (device.driver === 'contact-mqtt') checkButton(device, path, laneFiles, to);
    if (device.driver === 'slot-sensors-mqtt')
      device.slotIds?.forEach((slotId, at) => {
        refer(`${path}.slotIds[${at}]`, 'slot', slots, slotId, to);
      });
    if ('shows' in device) checkBoard(device, path, known, to);
    if (device.driver === 'zone-counter-mqtt') checkCounter(device, path, zones, to);
    if (device.driver === 'slot-sensors-chirpstack')
      checkSensors(device, 'devEui', path, slots, to);
    if (device.driver === 'slot-sensors-topics') checkSensors(device, 'topic', path, slots, to);
    if (device.driver === 'charger-ocpp') checkConnectors(device, path, slots, to);
  });
  checkLines(devices, to);
}

/** A ticket is asked for on the way in, a receipt on the way out. */
function checkButton(
  device: DeviceOf<'contact-mqtt'>,
  path: string,
  lanes: LotFile['lanes'],
  to: ProblemList,
): void {
  if (device.contact !== 'ticket-button' && device.contact !== 'receipt-button') return;
  const lane = lanes.find(({ id }) => id === device.laneId);
  const wanted = device.contact === 'ticket-button' ? 'entry' : 'exit';
  if (lane === undefined || lane.direction === wanted || lane.direction === 'reversible') return;
  to.add(
    `${path}.laneId`,
    `a lane with direction "${wanted}" or "reversible"`,
    `"${lane.id}", an ${lane.direction}`,
  );
}

/** What a sign counts exists. */
function checkBoard({ shows }: SignDevice, path: string, known: Known, to: ProblemList): void {
  shows?.forEach(({ levelId, zoneId }, at) => {
    const line = `${path}.shows[${at}]`;
    if (levelId !== undefined) refer(`${line}.levelId`, 'level', known.levels, levelId, to);
    if (zoneId !== undefined) refer(`${line}.zoneId`, 'zone', known.zones, zoneId, to);
  });
}

/** Each sensor has a slot of its own that exists, and a name that no other has. */
function checkSensors<N extends string>(
  {
    sensors,
  }: {
    readonly sensors: readonly ({ readonly [name in N]: string } & { readonly slotId: string })[];
  },
  name: N,
  path: string,
  slots: Ids,
  to: ProblemList,
): void {
  const seen = new Set<string>();
  sensors.forEach((sensor, at) => {
    const { slotId } = sensor;
    refer(`${path}.sensors[${at}].slotId`, 'slot', slots, slotId, to);
    const named: string = sensor[name];
    for (const [field, value] of [
      [name, name === 'devEui' ? named.toLowerCase() : named],
      ['slotId', slotId],
    ]) {
      const key = `${field} ${value}`;
      if (seen.has(key))
        to.add(`${path}.sensors[${at}].${field}`, 'one used once', `${foundText(value)} again`);
      seen.add(key);
    }
  });
}

/** A counter stands at zones that exist, and not between a zone and itself. */
function checkCounter(
  { zoneId, counts }: DeviceOf<'zone-counter-mqtt'>,
  path: string,
  zones: Ids,
  to: ProblemList,
): void {
  refer(`${path}.zoneId`, 'zone', zones, zoneId, to);
  if (counts.kind !== 'crossings' || counts.otherZoneId === undefined) return;
  refer(`${path}.counts.otherZoneId`, 'zone', zones, counts.otherZoneId, to);
  if (counts.otherZoneId === zoneId)
    to.add(`${path}.counts.otherZoneId`, 'another zone than "zoneId"', foundText(zoneId));
}

/** A zone is counted at its boundary or looked at from above: both would count a vehicle twice. */
function checkOneWay(devices: readonly Device[], to: ProblemList): void {
  const kinds = new Map<string, string>();
  devices.forEach((device, index) => {
    if (device.driver !== 'zone-counter-mqtt') return;
    const { zoneId, counts } = device;
    const others = counts.kind === 'crossings' ? [counts.otherZoneId] : [];
    for (const id of [zoneId, ...others]) {
      if (id === undefined) continue;
      const first = kinds.get(id) ?? counts.kind;
      kinds.set(id, first);
      if (first !== counts.kind)
        to.add(
          `devices[${index}].counts.kind`,
          `"${first}", as zone "${id}" has it`,
          foundText(counts.kind),
        );
    }
  });
}

/** Each connector is named once and serves a slot that exists. */
function checkConnectors(
  { connectors }: DeviceOf<'charger-ocpp'>,
  path: string,
  slots: Ids,
  to: ProblemList,
): void {
  const seen = new Set<number>();
  connectors.forEach(({ connectorId, slotId }, at) => {
    refer(`${path}.connectors[${at}].slotId`, 'slot', slots, slotId, to);
    if (seen.has(connectorId))
      to.add(`${path}.connectors[${at}].connectorId`, 'one used once', `${connectorId} again`);
    seen.add(connectorId);
  });
}
