import type { VehicleClass } from '#domain/facility/kinds.ts';
import type { NewPicture } from '../../picture-sink.ts';
import { checkRead, malformed } from '../../plate-read.ts';
import type { Delivery, Part } from '../delivery.ts';
import { isDocument, percentOf, textIn } from '../fields.ts';
import type { Make, PushedEvent } from '../make.ts';
import { pictureParts } from '../pictures-of.ts';
import { all, find, parseXml, textAt, type XmlElement } from '../xml.ts';

/**
 * Hikvision's HTTP listening (ISAPI, `EventNotificationAlert` with `eventType` ANPR): multipart with the
 * event as XML and its pictures, named by `pictureInfoList`, in any order. What it calls `unknown` or
 * `noPlate`, or leaves empty, is a vehicle whose plate it could not read.
 */
export const hikvision: Make = {
  decode(delivery) {
    const documents = delivery.parts.filter((part) => isDocument(part, /^</)).flatMap(documentsOf);
    if (documents.length === 0) return [malformed('no XML in the request')];
    const alone = documents.length === 1;
    return documents.flatMap((document) => eventsOf(document, delivery, alone));
  },
};

/** What it writes in the place of a plate; in Chinese where its firmware is. */
const NO_PLATE = /^(unknown|no[\s_-]*plate|unlicensed|无车牌|未识别)$/i;

interface Document {
  readonly part: Part;
  readonly text: string;
}

/** Two events may stand behind each other in one part. */
function documentsOf(part: Part): readonly Document[] {
  return textIn(part)
    .split(/(?=<\?xml\b)/i)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ part, text: text.trim() }));
}

function eventsOf(document: Document, delivery: Delivery, alone: boolean): readonly PushedEvent[] {
  const roots = rootsOf(document.text);
  if (roots.length === 0) return [malformed('XML that is not well-formed')];
  const alerts = roots.flatMap((root) => all(root, 'eventnotificationalert'));
  if (alerts.length === 0) return [malformed('no event in the XML')];
  const isOnly = alone && alerts.length === 1;
  return alerts.map((alert) => eventOf(alert, document, delivery, isOnly));
}

/** Each event from its first tag to its last, whatever its prefix. */
const ALERT = /<((?:[\w.-]+:)?EventNotificationAlert)\b[\s\S]*?<\/\1\s*>/gi;

/** The document; or its events one by one, where several stand side by side or something else is broken. */
function rootsOf(text: string): readonly XmlElement[] {
  const root = parseXml(text);
  if (root !== null) return [root];
  // What declares entities is refused as a whole.
  if (/<!doctype/i.test(text)) return [];
  return (text.match(ALERT) ?? []).flatMap((alert) => parseXml(alert) ?? []);
}

function eventOf(
  alert: XmlElement,
  { part, text }: Document,
  delivery: Delivery,
  isOnly: boolean,
): PushedEvent {
  const camera = textAt(alert, 'channelid') ?? textAt(alert, 'dynchannelid') ?? null;
  const anpr = find(alert, 'anpr');
  const eventType = textAt(alert, 'eventtype')?.toLowerCase() ?? 'anpr';
  if (eventType !== 'anpr' || anpr === undefined) return { kind: 'alive', camera };
  const plate = textAt(anpr, 'licenseplate') ?? textAt(anpr, 'originallicenseplate');
  const isRead = plate !== undefined && !NO_PLATE.test(plate);
  return {
    kind: 'read',
    camera,
    read: checkRead({
      id: textAt(alert, 'uuid'),
      plate: isRead ? plate : null,
      confidence: percentOf(textAt(anpr, 'confidencelevel')),
      at: textAt(alert, 'datetime'),
      vehicle: vehicleOf(anpr),
    }),
    retransmitted: textAt(alert, 'isdataretransmission')?.toLowerCase() === 'true',
    pictures: picturesOf(anpr, part, delivery, isOnly),
    document: text,
  };
}

/** By the names that the event lists; else all of an only event, or those that stand behind it. */
function picturesOf(
  anpr: XmlElement,
  document: Part,
  delivery: Delivery,
  isOnly: boolean,
): readonly NewPicture[] {
  const pictures = pictureParts(delivery);
  const kinds = new Map(
    all(anpr, 'pictureinfo').map((info) => [
      textAt(info, 'filename')?.toLowerCase() ?? '',
      textAt(info, 'type')?.toLowerCase() ?? '',
    ]),
  );
  const listed = pictures.filter((picture) => namesOf(picture).some((name) => kinds.has(name)));
  const own = isOnly ? pictures : behind(document, delivery, pictures);
  // Two events in one request call their pictures alike: then only their place tells whose they are.
  const chosen = isOnly && listed.length > 0 ? listed : own;
  return chosen.map((picture) => ({ kind: kindOf(picture, kinds), bytes: picture.bytes }));
}

function behind(document: Part, { parts }: Delivery, pictures: readonly Part[]): readonly Part[] {
  const from = parts.indexOf(document) + 1;
  const next = parts.findIndex((part, index) => index >= from && isDocument(part, /^</));
  return pictures.filter((picture) => {
    const at = parts.indexOf(picture);
    return at >= from && (next === -1 || at < next);
  });
}

function kindOf(picture: Part, kinds: ReadonlyMap<string, string>): NewPicture['kind'] {
  const names = namesOf(picture);
  const said = names.map((name) => kinds.get(name) ?? '').join(' ');
  return /plate/i.test(`${said} ${names.join(' ')}`) ? 'plate' : 'scene';
}

function namesOf({ name, fileName }: Part): readonly string[] {
  return [name, fileName ?? ''].map((one) => one.toLowerCase()).filter((one) => one !== '');
}

function vehicleOf(anpr: XmlElement): { readonly vehicleClass: VehicleClass } | undefined {
  if (textAt(anpr, 'twowheelvehicle')?.toLowerCase() === 'yes')
    return { vehicleClass: 'motorcycle' };
  const type = textAt(anpr, 'vehicletype')?.toLowerCase() ?? '';
  if (/motor(cycle|bike)|twowheel/.test(type)) return { vehicleClass: 'motorcycle' };
  return /bus$|coach/.test(type) ? { vehicleClass: 'bus' } : undefined;
}
