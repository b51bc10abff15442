import { createHash } from 'node:crypto';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import type { NewPicture } from '../../picture-sink.ts';
import { checkRead, malformed } from '../../plate-read.ts';
import { jsonDocuments, listOf, numberOf, pick, textOf } from '../fields.ts';
import type { Make, PushedEvent } from '../make.ts';
import { pictureParts } from '../pictures-of.ts';

/**
 * Plate Recognizer Stream, "Webhooks" (guides.platerecognizer.com): multipart with the field `json` and
 * one picture, or the JSON alone. `data.results` has an entry for each vehicle of the picture, whose
 * `plate` is null where it has none (`detection_mode = vehicle`), and none where nothing was found. With
 * its newer engine `plate` is an object whose `props.plate` lists the spellings.
 */
export const plateRecognizer: Make = {
  decode(delivery) {
    const documents = jsonDocuments(delivery).flatMap(listOf);
    if (documents.length === 0) return [malformed('no JSON in the request')];
    const pictures = pictureParts(delivery).map(({ bytes }) => ({ kind: 'scene', bytes }) as const);
    return documents.flatMap((document) => eventsOf(document, pictures));
  },
};

function eventsOf(document: unknown, pictures: readonly NewPicture[]): readonly PushedEvent[] {
  const data = pick(document, 'data') ?? document;
  const camera = textOf(pick(data, 'camera_id')) ?? textOf(pick(document, 'hook', 'id'));
  const event = textOf(pick(document, 'hook', 'event'));
  const results = pick(data, 'results');
  if (event !== null && event.toLowerCase() !== 'recognition') return [{ kind: 'alive', camera }];
  if (!Array.isArray(results)) return [malformed('no list of results')];
  // Without a vehicle there is nothing to ask about, unless the picture shows one that was not found.
  if (results.length === 0 && pictures.length === 0) return [{ kind: 'alive', camera }];
  const reads = (results.length === 0 ? [{}] : results).map((result, index) =>
    checkRead({
      id: idOf(data, camera, index),
      ...plateOf(result),
      at: pick(data, 'timestamp'),
      vehicle: vehicleOf(result),
    }),
  );
  const isRead = reads.some(({ kind }) => kind === 'ok');
  return reads.flatMap((read) => {
    // Of several vehicles in the picture the one in front has a plate; the others stand behind it.
    if (isRead && read.kind === 'unread') return [];
    const text = JSON.stringify(document);
    return [
      { kind: 'read', camera, read, retransmitted: false, pictures, document: text } as const,
    ];
  });
}

/** Stream gives no id; what it sends again has the same file and time. */
function idOf(data: unknown, camera: string | null, index: number): string | null {
  const fileName = textOf(pick(data, 'filename'));
  const timestamp = textOf(pick(data, 'timestamp'));
  if (fileName === null && timestamp === null) return null;
  const facts = [camera, fileName, timestamp, index].join('\n');
  return createHash('sha256').update(facts).digest('hex').slice(0, 32);
}

function plateOf(result: unknown): {
  readonly plate: unknown;
  readonly confidence: unknown;
  readonly spellings: readonly unknown[];
} {
  const plate = pick(result, 'plate');
  if (typeof plate === 'string') {
    const spellings = listOf(pick(result, 'candidates')).map((one) => pick(one, 'plate'));
    return { plate, confidence: scoreOf(pick(result, 'score')), spellings };
  }
  const all = listOf(pick(plate, 'props', 'plate'));
  const [best] = all;
  return {
    plate: pick(best, 'value') ?? null,
    confidence: scoreOf(pick(best, 'score')),
    spellings: all.map((one) => pick(one, 'value')),
  };
}

/** Some versions write it as text. */
const scoreOf = (score: unknown) => numberOf(score) ?? score;

function vehicleOf(result: unknown): { readonly vehicleClass: VehicleClass } | undefined {
  const type = textOf(pick(result, 'vehicle', 'type'))?.toLowerCase() ?? '';
  if (type.includes('motorcycle')) return { vehicleClass: 'motorcycle' };
  return type === 'bus' ? { vehicleClass: 'bus' } : undefined;
}
