import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournalHalted } from './errors.ts';
import { keySet } from './keys.ts';
import { type TemporaryJournal, temporaryJournal } from './test-support/temporary-journal.ts';
import type { ToWorker } from './wire.ts';
import { CommitWorker } from './worker-link.ts';

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

it('tells that the writer has died, whatever killed it', async () => {
  const { promise: halted, resolve } = Promise.withResolvers<JournalHalted>();
  const { worker } = await CommitWorker.start(
    {
      role: 'commit',
      file: place.file,
      vaultKey: keySet([{ keyId: '1', key: Buffer.alloc(32) }]).current,
      keyMarks: [],
    },
    { committed: () => {}, halted: resolve, settled: () => {}, warning: () => {} },
  );
  worker.post({ kind: 'commit', rows: null } as unknown as ToWorker);
  await expect(halted).resolves.toMatchObject({
    name: 'JournalHalted',
    code: 'writer-died',
    message: expect.stringContaining('not iterable'),
  });
  await worker.close();
});
