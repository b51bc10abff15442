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
  if (format === 'csv') return answerCsv(request, reply, context, signal);
  const asked = { ...query, ...request.params, format } as never;
  const file = await call(router.reports.file, asked, { context, path, signal });
  const bytes = Buffer.from(file.base64, 'base64');
  return reply
    .type(file.type)
    .header('content-length', bytes.byteLength)
    .header('content-disposition', `attachment; filename="${file.fileName}"`)
    .send(Readable.from(chunks(bytes), { objectMode: false }));
}

/** Written part by part as the caller reads: a year of stays is never one text. */
async function answerCsv(
  { query, params }: FastifyRequest<ReportRequest>,
  reply: FastifyReply,
  context: ApiContext,
  signal: AbortSignal,
): Promise<FastifyReply> {
  const { format: _, ...asked } = query;
  const path = ['reports', 'csvText'];
  const input = { ...asked, ...params } as never;
  const parts = await call(router.reports.csvText, input, { context, path, signal });
  return answerParts(reply, parts, 'text/csv; charset=utf-8');
}

/** The proof of the journal as a file of JSON lines, read as fast as the caller takes it. */
export async function answerProof(
  request: FastifyRequest<{
    Params: { lotId: string };
    Querystring: Record<string, string | undefined>;
  }>,
  reply: FastifyReply,
  context: ApiContext,
): Promise<FastifyReply> {
  const signal = hangUp(reply);
  const input = { ...request.query, ...request.params } as never;
  const path = ['journal', 'proof'];
  const parts = await call(router.journal.proof, input, { context, path, signal });
  return answerParts(reply, parts, 'application/x-ndjson; charset=utf-8');
}

/** A file whose text comes part by part, read as fast as the caller takes it. */
async function answerParts(
  reply: FastifyReply,
  parts: AsyncIterator<{ readonly fileName: string; readonly text: string }>,
  type: string,
): Promise<FastifyReply> {
  // The first part tells whether there is an answer at all, before its head is sent.
  const first = await parts.next();
  if (first.done === true) throw apiError('not-found', 'There is nothing to read.');
  const { fileName, text: opening } = first.value;
  async function* text() {
    yield opening;
    for (;;) {
      const next = await parts.next();
      if (next.done === true) return;
      yield next.value.text;
    }
  }
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(Readable.from(text(), { objectMode: false }));
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
