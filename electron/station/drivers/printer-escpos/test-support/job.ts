import { paperEscPos } from '../../../documents/escpos.ts';

/** A short job that says so much. */
export function job(text: string): Uint8Array {
  const block = { kind: 'text', text, align: 'left', style: 'normal' } as const;
  const paper = { title: text, author: 'test', at: 0, locale: 'en-GB', blocks: [block] };
  return paperEscPos(paper, { columns: 42, codePage: 'cp858' });
}
