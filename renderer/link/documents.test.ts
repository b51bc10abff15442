import { describe, expect, it } from 'vitest';
import { openDocument } from './documents.ts';
import type { StationLink } from './station-link.ts';

function clientThatAnswers(asked: unknown[]): Pick<StationLink['client'], 'documents'> {
  const answer = async (input: unknown) => {
    asked.push(input);
    return { fileName: 'paper.png', type: 'image/png', base64: 'iVBO/wA=' };
  };
  return { documents: { ticket: answer, receipt: answer, slip: answer } };
}

describe('a document from the station', () => {
  it('has the very bytes that were sent', async () => {
    const ticket = { kind: 'ticket', number: '7K4M9QXTW' } as const;
    const asked: unknown[] = [];
    const { fileName, blob } = await openDocument(clientThatAnswers(asked), 'lot', ticket, 'png');
    expect([fileName, blob.type]).toEqual(['paper.png', 'image/png']);
    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0xff, 0x00]);
    expect(asked).toEqual([{ lotId: 'lot', file: '7K4M9QXTW.png' }]);
  });

  it('is asked for as a copy where it is one', async () => {
    const receipt = { kind: 'receipt', number: 12, issue: 'late' } as const;
    const asked: unknown[] = [];
    await openDocument(clientThatAnswers(asked), 'lot', receipt, 'pdf');
    expect(asked).toEqual([{ lotId: 'lot', file: '12.pdf', issue: 'late' }]);
  });
});
