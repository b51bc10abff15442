/**
 * The entry of the journal's worker threads: one that owns the writing connection for as long as the
 * journal is open, and a short-lived one for each verification.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { must } from '#domain/kernel/assert.ts';
import type { Verification } from '../ports/journal.ts';
import { CommitLoop } from './commit-loop.ts';
import { toFailure } from './errors.ts';
import { openFailure } from './failure.ts';
import { openForWriting } from './recover.ts';
import { openDatabase } from './sqlite.ts';
import { verifyRows } from './verify.ts';
import type { FromVerifier, FromWorker, WorkerTask } from './wire.ts';

function commit(port: MessagePort, task: Extract<WorkerTask, { role: 'commit' }>): void {
  const post = (message: FromWorker): void => port.postMessage(message);
  try {
    const { database, head } = openForWriting(task.file, task.keyMarks, (fields, message) =>
      post({ kind: 'warning', fields, message }),
    );
    new CommitLoop(port, { file: task.file, database, head, vaultKey: task.vaultKey }).start();
    post({ kind: 'opened', lastSeq: head.lastSeq });
  } catch (error) {
    post({ kind: 'refused', failure: toFailure(openFailure(task.file, error)) });
  }
}

function verify(port: MessagePort, file: string): void {
  const post = (message: FromVerifier): void => port.postMessage(message);
  try {
    const verification = verifyFile(file, (share) => post({ kind: 'progress', share }));
    post({ kind: 'verified', verification });
  } catch (error) {
    post({ kind: 'refused', failure: toFailure(openFailure(file, error)) });
  }
}

/** The file is closed before anyone hears the result, so that whoever closes the journal next is last. */
function verifyFile(file: string, progress: (share: number) => void): Verification {
  const database = openDatabase(file, { readonly: true });
  try {
    return verifyRows(database, progress);
  } finally {
    database.close();
  }
}

const port = must(parentPort, 'the commit worker runs as a worker thread');
const task = workerData as WorkerTask;
if (task.role === 'commit') commit(port, task);
else verify(port, task.file);
