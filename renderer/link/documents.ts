import type { Document } from '#domain/contract/documents.ts';
import type { StationLink } from './station-link.ts';

/** `late`: asked for afterwards. Whether it is a copy the station knows. */
type Issue = 'original' | 'late';

/** Which document: a ticket by its number, a receipt by its own, a slip by its payment's id. */
export type DocumentName =
  | { readonly kind: 'ticket'; readonly number: string }
  | { readonly kind: 'receipt'; readonly number: number; readonly issue: Issue }
  | { readonly kind: 'slip'; readonly paymentId: string };

/** A document that has come from the station. */
export interface OpenedDocument {
  readonly fileName: string;
  readonly blob: Blob;
}

/**
 * Fetches a document to be printed or kept, which counts as a print, over the connection that the console has: a desktop window cannot reach the
 * station's address, and a browser would have to put its token into it.
 * @throws what the call throws: an unknown number, no permission, no connection
 */
export async function openDocument(
  client: Pick<StationLink['client'], 'documents'>,
  lotId: string,
  name: DocumentName,
  format: 'pdf' | 'png' | 'escpos',
): Promise<OpenedDocument> {
  return opened(await fetched(client.documents, lotId, name, { format }));
}

/** A document to be looked at: as it would be printed next, marked as a preview and counted as nothing. */
export async function previewDocument(
  client: Pick<StationLink['client'], 'documents'>,
  lotId: string,
  name: DocumentName,
): Promise<OpenedDocument> {
  return opened(await fetched(client.documents, lotId, name, { format: 'png', issue: 'preview' }));
}

function fetched(
  documents: StationLink['client']['documents'],
  lotId: string,
  name: DocumentName,
  { format, issue }: { readonly format: string; readonly issue?: 'preview' },
): Promise<Document> {
  switch (name.kind) {
    case 'ticket':
      return documents.ticket({ lotId, file: `${name.number}.${format}`, ...(issue && { issue }) });
    case 'receipt':
      return documents.receipt({
        lotId,
        file: `${name.number}.${format}`,
        issue: issue ?? name.issue,
      });
    case 'slip':
      return documents.slip({ lotId, file: `${name.paymentId}.${format}` });
  }
}

function opened({ fileName, type, base64 }: Document): OpenedDocument {
  const text = atob(base64);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return { fileName, blob: new Blob([bytes], { type }) };
}
