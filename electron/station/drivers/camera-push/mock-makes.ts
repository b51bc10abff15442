import type { CameraMake } from '#domain/facility/device/camera-push.ts';
import type { VehicleNeeds } from '#domain/facility/kinds.ts';

/** A read as a camera sees it. */
export interface MockPushRead {
  readonly id: string;
  readonly plate: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** ISO 8601, by the camera's clock. */
  readonly at: string;
  readonly vehicle?: Partial<VehicleNeeds>;
  /** JPEG or PNG, the whole view. */
  readonly picture?: Uint8Array;
  /** Sent again after the camera was cut off, by makes that say so. */
  readonly retransmitted?: boolean;
}

/** A request as a camera makes it. */
export interface Posted {
  readonly contentType: string;
  readonly body: Buffer;
}

const BOUNDARY = 'gatehouse-mock-7d3f';

/** How each make posts a read. */
export function sampleRead(make: CameraMake, camera: string, read: MockPushRead): Posted {
  switch (make) {
    case 'plate-recognizer':
      return form([
        part('json', 'application/json', plateRecognizer(camera, read)),
        ...image(read),
      ]);
    case 'hikvision':
      return form([part('anpr.xml', 'text/xml', hikvision(camera, read)), ...image(read)]);
    case 'openalpr':
      return json(openAlpr(camera, read));
  }
}

/** A vehicle whose plate the camera cannot read. */
export type MockPushUnread = Omit<MockPushRead, 'plate' | 'confidence'>;

/** How each make posts one. */
export function sampleUnread(make: CameraMake, camera: string, unread: MockPushUnread): Posted {
  const read = { ...unread, plate: '', confidence: 0 };
  switch (make) {
    case 'plate-recognizer': {
      const { vehicleClass = 'car' } = unread.vehicle ?? {};
      const result = { plate: null, vehicle: { type: VEHICLE_TYPES[vehicleClass] } };
      return form([
        part('json', 'application/json', plateRecognizer(camera, read, result)),
        ...image(read),
      ]);
    }
    case 'hikvision':
      return form([
        part('anpr.xml', 'text/xml', hikvision(camera, { ...read, plate: 'unknown' })),
        ...image(read),
      ]);
    case 'openalpr':
      return json({ ...openAlpr(camera, read), best_plate: undefined, best_plate_number: '' });
  }
}

/** How each make says that it lives, or posts something that is no read. */
export function sampleAlive(make: CameraMake, camera: string): Posted {
  switch (make) {
    case 'plate-recognizer':
      return json({ hook: { event: 'recognition' }, data: { camera_id: camera, results: [] } });
    case 'hikvision':
      return xml(
        `<EventNotificationAlert version="2.0"><channelID>${camera}</channelID><eventType>heartBeat</eventType><eventState>active</eventState></EventNotificationAlert>`,
      );
    case 'openalpr':
      return json({ data_type: 'heartbeat', camera_id: camera, timestamp: Date.now() });
  }
}

function plateRecognizer(
  camera: string,
  read: MockPushRead,
  result: object = {
    plate: read.plate.toLowerCase(),
    score: read.confidence,
    vehicle: { type: VEHICLE_TYPES[read.vehicle?.vehicleClass ?? 'car'] },
  },
): string {
  const data = { camera_id: camera, filename: read.id, timestamp: read.at, results: [result] };
  return JSON.stringify({ hook: { id: camera, event: 'recognition' }, data });
}

const VEHICLE_TYPES = { car: 'Sedan', ev: 'Sedan', motorcycle: 'Motorcycle', bus: 'Bus' } as const;

function hikvision(camera: string, read: MockPushRead): string {
  const isTwoWheeled = read.vehicle?.vehicleClass === 'motorcycle' ? 'yes' : 'no';
  return `<?xml version="1.0" encoding="UTF-8"?>
<EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
<channelID>${camera}</channelID><dateTime>${read.at}</dateTime><eventType>ANPR</eventType>
<ANPR><licensePlate>${read.plate}</licensePlate>
<confidenceLevel>${Math.round(read.confidence * 100)}</confidenceLevel>
<twoWheelVehicle>${isTwoWheeled}</twoWheelVehicle>
<pictureInfoList><pictureInfo><fileName>detectionPicture.jpg</fileName><type>detectionPicture</type></pictureInfo></pictureInfoList></ANPR>
<UUID>${read.id}</UUID><isDataRetransmission>${read.retransmitted === true}</isDataRetransmission>
</EventNotificationAlert>`;
}

function openAlpr(camera: string, read: MockPushRead): object {
  const confidence = read.confidence * 100;
  const picture =
    read.picture === undefined
      ? {}
      : { vehicle_crop_jpeg: Buffer.from(read.picture).toString('base64') };
  return {
    data_type: 'alpr_group',
    camera_id: camera,
    epoch_end: Date.parse(read.at),
    best_plate: { plate: read.plate, confidence },
    best_uuid: read.id,
    best_confidence: confidence,
    best_plate_number: read.plate,
    vehicle: { body_type: [{ name: read.vehicle?.vehicleClass ?? 'sedan-standard' }] },
    ...picture,
  };
}

function image({ picture }: MockPushRead): readonly Buffer[] {
  if (picture === undefined) return [];
  const isPng = picture[0] === 0x89;
  return [part('detectionPicture.jpg', isPng ? 'image/png' : 'image/jpeg', picture)];
}

function part(name: string, type: string, content: string | Uint8Array): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
}

function form(parts: readonly Buffer[]): Posted {
  const body = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, body };
}

function json(value: object): Posted {
  return { contentType: 'application/json', body: Buffer.from(JSON.stringify(value)) };
}

function xml(text: string): Posted {
  return { contentType: 'application/xml', body: Buffer.from(text) };
}
