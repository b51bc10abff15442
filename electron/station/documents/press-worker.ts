import { parentPort } from 'node:worker_threads';
import { must } from '#domain/kernel/assert.ts';
import { reportPdf } from '../reports/report-pdf.ts';
import { reportXlsx } from '../reports/report-xlsx.ts';
import { paperEscPos } from './escpos.ts';
import { paperPdf } from './pdf.ts';
import { paperPng } from './png.ts';
import { NotAPng, readPng } from './png-read.ts';
import { stripPng, stripRaster } from './strip-picture.ts';
import type { FromPress, PressJob, ToPress } from './wire.ts';

/*
 * The thread that makes documents. A PDF takes tens of milliseconds of computing, in which the
 * station must open gates.
 */
const station = must(parentPort, 'the press runs in a thread of the station');

station.on('message', async ({ id, job }: ToPress) => {
  let answer: FromPress;
  try {
    answer = { id, bytes: await made(job) };
  } catch (error) {
    // Told to whoever asked for it; the next document may be fine.
    answer = {
      id,
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  station.postMessage(answer);
});

async function made(job: PressJob): Promise<Uint8Array> {
  if ('logo' in job) return Buffer.from(logoProblem(job.logo));
  if ('report' in job) return job.format === 'pdf' ? reportPdf(job.report) : reportXlsx(job.report);
  const { paper, format, form } = job;
  switch (format) {
    case 'pdf':
      return paperPdf(paper);
    case 'png':
      return paperPng(paper);
    case 'escpos':
      return paperEscPos(paper, form);
    case 'strip':
      return stripPng(paperEscPos(paper, form), form.columns);
    case 'raster':
      return stripRaster(paperEscPos(paper, form), form.columns);
  }
}

/** Why a logo cannot be printed; nothing where it can. */
function logoProblem(png: string): string {
  try {
    readPng(Buffer.from(png, 'base64'));
    return '';
  } catch (error) {
    if (error instanceof NotAPng) return error.message;
    throw error;
  }
}
