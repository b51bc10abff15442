import { Readable } from 'node:stream';
import { call, ORPCError } from '@orpc/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REPORT_FORMATS, REPORT_IDS } from '#domain/reports/reports.ts';
import { apiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { router } from '../router.ts';

export interface ReportRequest {
  Params: { lotId: string; report: string };
  Querystring: Record<string, string | undefined>;
}

/** Reports that had a shape of their own before there were documents: a day of them keeps it. */
const EARLIER = ['summary', 'sessions', 'reconciliation'];
const NEWER_QUERY = ['from', 'to', 'lots', 'compare', 'bom'];
const CHUNK_BYTES = 64 * 1024;

/** Whether a call means the report of a day as it was before documents. */
export function isEarlier({ params, query }: FastifyRequest<ReportRequest>): boolean {
  const { format = 'json', period = 'day' } = query;
  return (
    EARLIER.includes(params.report) &&
    period === 'day' &&
    (format === 'json' || format === 'csv') &&
    NEWER_QUERY.every((name) => query[name] === undefined)
  );
}

/** A report as JSON or as the bytes of a file. Whoever hangs up ends the work. */
export async function answerReport(
  request: FastifyRequest<ReportRequest>,
  reply: FastifyReply,
  context: ApiContext,
): Promise<FastifyReply> {
  const { format = 'json', ...query } = request.query;
  if (!REPORT_FORMATS.some((known) => known === format))
    throw apiError('format-unavailable', `Reports are written as ${REPORT_FORMATS.join(', ')}.`, {
      formats: REPORT_FORMATS,
    });
  if (!REPORT_IDS.some((known) => known === request.params.report))
    throw apiError('not-found', `There is no report "${request.params.report}".`, {
      reports: REPORT_IDS,
    });
  const signal = hangUp(reply);
  // Checked by the procedure's own schema, like every input.
  const input = { ...query, ...request.params } as never;
  const path = ['reports', format === 'json' ? 'document' : 'file'];
  if (format === 'json')
    return reply.send(await call(router.reports.document, input, { context, path, signal }));
  const asked = { ...query, ...request.params, format } as never;
  const file = await call(router.reports.file, asked, { context, path, signal });
  const bytes = Buffer.from(file.base64, 'base64');
  return reply
    .type(file.type)
    .header('content-length', bytes.byteLength)
    .header('content-disposition', `attachment; filename="${file.fileName}"`)
    .send(Readable.from(chunks(bytes), { objectMode: false }));
}

function* chunks(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.byteLength; from += CHUNK_BYTES)
    yield bytes.subarray(from, from + CHUNK_BYTES);
}

function hangUp(reply: FastifyReply): AbortSignal {
  const ending = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) ending.abort(new ORPCError('CLIENT_CLOSED_REQUEST'));
  });
  return ending.signal;
}
