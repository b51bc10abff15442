import { centred, logo, type PaperBlock, title } from '../paper/paper.ts';

/** Whose paper it is: as the lot says it, or as its template does. */
export interface Head {
  readonly lotName: string;
  readonly lotAddress?: string;
  /** Stands on receipts whatever the template says: operators must name it. */
  readonly taxId?: string;
}

/** The head of tickets, receipts and slips: the logo, whose paper it is, and its tax number. */
export function headBlocks(
  head: Head,
  look: { readonly header: readonly string[] | null; readonly logo: string | null },
): readonly PaperBlock[] {
  const { lotName, lotAddress = '', taxId } = head;
  const lines = look.header ?? [lotName, ...lotAddress.split('\n')];
  const [first, ...rest] = lines.filter((line) => line.trim() !== '');
  return [
    ...(look.logo === null ? [] : [logo(look.logo)]),
    ...(first === undefined ? [] : [title(first)]),
    ...rest.map((line) => centred(line)),
    ...(taxId === undefined ? [] : [centred(taxId)]),
  ];
}
