import { refusalSentence } from '#domain/lot/decision.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { lotOf } from '../lot-call.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** What cameras sent with their reads. */
export const pictures = {
  get: api.pictures.get.handler(async ({ context, input }) => {
    const store = lotOf(context, input.lotId).pictures;
    const { pictureId, kind } = input;
    // A camera that sends only one view has it for both.
    const other = kind === 'scene' ? 'plate' : 'scene';
    const found =
      (await store.read(pictureId, kind)) ??
      (kind === 'event' ? null : await store.read(pictureId, other));
    if (found === null)
      throw apiError('picture-unknown', 'This picture is not kept, or not any more.');
    const { fileName, type, bytes } = found;
    return { fileName, type, base64: Buffer.from(bytes).toString('base64') };
  }),

  ofSession: api.pictures.ofSession.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    await viewsUpToDate(service);
    const session = await service.views.session(input.sessionId);
    if (session === null) {
      const code = 'session-unknown';
      throw refusalError({ code, message: refusalSentence(code, input.sessionId) });
    }
    return [...(await service.views.sessionPictures(session))];
  }),
};
