import type { VehicleClass } from '#domain/facility/kinds.ts';
import type { NewPicture } from '../../picture-sink.ts';
import { checkRead, malformed } from '../../plate-read.ts';
import { jsonDocuments, listOf, percentOf, pick, textOf } from '../fields.ts';
import type { Make, PushedEvent } from '../make.ts';
import { pictureInText } from '../pictures-of.ts';

/**
 * OpenALPR's and Rekor Scout's agent, "HTTP POST" (docs.rekor.ai): JSON with a `data_type`. `alpr_group` is
 * one vehicle with its best read, and a `vehicle` is one without a plate; `alpr_results` are the single
 * frames that a group is made of and say nothing more; `heartbeat` comes once a minute.
 */
export const openAlpr: Make = {
  decode(delivery) {
    const documents = jsonDocuments(delivery).flatMap(listOf);
    if (documents.length === 0) return [malformed('no JSON in the request')];
    return documents.map(eventOf);
  },
};

function eventOf(document: unknown): PushedEvent {
  const camera = textOf(pick(document, 'camera_id'));
  const type = textOf(pick(document, 'data_type'))?.toLowerCase();
  if (type === undefined) return malformed('no data_type');
  if (type !== 'alpr_group' && type !== 'vehicle') return { kind: 'alive', camera };
  const best = pick(document, 'best_plate');
  const [firstId] = listOf(pick(document, 'uuids'));
  return {
    kind: 'read',
    camera,
    read: checkRead({
      id: textOf(pick(document, 'best_uuid')) ?? textOf(firstId),
      plate: pick(document, 'best_plate_number') ?? pick(best, 'plate') ?? null,
      confidence: percentOf(pick(document, 'best_confidence') ?? pick(best, 'confidence')),
      spellings: listOf(pick(best, 'candidates') ?? pick(document, 'candidates')).map((one) =>
        pick(one, 'plate'),
      ),
      at: pick(document, 'epoch_end') ?? pick(document, 'epoch_start'),
      vehicle: vehicleOf(document),
    }),
    retransmitted: false,
    pictures: picturesOf(document, best),
    document: JSON.stringify(withoutPictures(document)),
  };
}

function picturesOf(document: unknown, best: unknown): readonly NewPicture[] {
  const scene = pictureInText(pick(document, 'vehicle_crop_jpeg'));
  const plate = pictureInText(pick(best, 'plate_crop_jpeg'));
  return [
    ...(scene === null ? [] : [{ kind: 'scene', bytes: scene } as const]),
    ...(plate === null ? [] : [{ kind: 'plate', bytes: plate } as const]),
  ];
}

/** They are kept as what they are. */
function withoutPictures(document: unknown): unknown {
  return JSON.parse(
    JSON.stringify(document, (key, value) => (/_jpeg$/i.test(key) ? undefined : value)),
  );
}

function vehicleOf(document: unknown): { readonly vehicleClass: VehicleClass } | undefined {
  const [body] = listOf(pick(document, 'vehicle', 'body_type'));
  const name = textOf(pick(body, 'name'))?.toLowerCase() ?? '';
  if (name.includes('motorcycle')) return { vehicleClass: 'motorcycle' };
  return /^(bus|coach)/.test(name) ? { vehicleClass: 'bus' } : undefined;
}
