import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestApi, testApi } from './test-support/test-api.ts';

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const PLATE = Buffer.from('ffd8ffe000104a464947', 'hex');

let api: TestApi;
let pictureId: string;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(() => {
  pictureId = keep();
});

function keep(): string {
  const kept = unit().pictures.keep({
    pictures: [
      { kind: 'scene', bytes: JPEG },
      { kind: 'plate', bytes: PLATE },
    ],
    document: '<event/>',
  });
  if (kept === null) throw new Error('not kept');
  return kept;
}

function unit() {
  const found = api.host.lots.get('small');
  if (found === undefined) throw new Error('no lot');
  return found;
}

const path = (id = pictureId, query = '') => `/api/v1/lots/small/pictures/${id}${query}`;
const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${api.http.url}${url}`, {
    headers: { authorization: `Bearer ${api.tokens.attendant}`, ...headers },
  });

test('a picture comes as itself, and says how long it may be kept elsewhere', async () => {
  const answer = await get(path());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(answer.headers.get('cache-control')).toBe('private, max-age=3600');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(JPEG);
  const again = await get(path(), { 'if-none-match': answer.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
});

test('the plate and the event are kept with it', async () => {
  const plate = await get(path(pictureId, '?kind=plate'));
  expect(Buffer.from(await plate.arrayBuffer())).toEqual(PLATE);
  const event = await get(path(pictureId, '?kind=event'));
  expect(event.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await event.text()).toBe('<event/>');
});

test.each([
  ['20260301t120000000-0123456789abcdef', 404, 'picture-unknown'],
  ['..%2f..%2fjournal.db', 404, 'picture-unknown'],
  ['x'.repeat(65), 422, 'invalid'],
])('%s is none', async (id, status, code) => {
  const answer = await get(path(id));
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code });
});

test('nobody sees a picture without signing in, cached or not', async () => {
  const answer = await fetch(`${api.http.url}${path()}`, {
    headers: { 'if-none-match': `"${pictureId}-scene.jpg"` },
  });
  expect(answer.status).toBe(401);
});

test('a stay shows its vehicle on its way in and out', async () => {
  const lot = unit();
  const read = async (laneId: string, readId: string) => {
    const picture = keep();
    const plateRef = lot.refOf('AB12CDE');
    if (plateRef === null) throw new Error('no plate');
    const outcome = await lot.submit(
      {
        type: 'ReportPlate',
        laneId,
        deviceId: 'cam',
        readId,
        plateRef,
        confidence: 0.99,
        nearRefs: [],
        needs: { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false },
        pictureId: picture,
      },
      { actor: { kind: 'device', deviceId: 'cam' } },
    );
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return picture;
  };
  const entry = await read('in', 'r1');
  const live = [...lot.state.sessions.values()][0];
  expect(live?.entryPictureId).toBe(entry);
  const exit = await read('out', 'r2');
  const answer = await api.call('GET', `/lots/small/sessions/${live?.id}/pictures`);
  expect(answer.body).toMatchObject([
    { pictureId: entry, side: 'entry', laneId: 'in' },
    { pictureId: exit, side: 'exit', laneId: 'out' },
  ]);
  expect((await api.call('GET', '/lots/small/sessions/nobody/pictures')).status).toBe(404);
});
