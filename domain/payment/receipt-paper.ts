import type { Instant } from '../kernel/instant.ts';
import { centred, type Paper, type PaperBlock, pair, ruled, total } from '../paper/paper.ts';
import { paperWords } from '../paper/words.ts';
import { type PaperWriter, paperWriter } from '../paper/writer.ts';
import { type CopyMark, copyBlocks } from '../printing/copy-mark.ts';
import { headBlocks } from '../printing/letterhead.ts';
import { DEFAULT_RECEIPT, type ReceiptFact, type ReceiptTemplate } from '../printing/template.ts';
import { formatTicketNumber } from '../ticket/number.ts';
import { checkReceipt, type Receipt, type ReceiptIssue } from './receipt.ts';

const words = paperWords.receipt;

/** How a receipt is printed this time. */
export interface ReceiptPrint {
  readonly issue: ReceiptIssue;
  /** Stands on copies and late receipts; an original bears the time of its payment alone. */
  readonly printedAt: Instant;
  readonly template?: ReceiptTemplate;
  /** Which copy, where that is known; its issue is `copy`. */
  readonly copy?: CopyMark;
}

/** Lays a receipt out. Stops on figures that do not add up: such a receipt must not leave the house. */
export function receiptPaper(receipt: Receipt, print: ReceiptPrint): Paper {
  checkReceipt(receipt);
  const write = paperWriter(receipt);
  const { template = DEFAULT_RECEIPT } = print;
  const shows = (fact: ReceiptFact) => template.facts.includes(fact);
  return {
    title: words.fileTitle(write.number(receipt.number)),
    author: receipt.lotName,
    at: receipt.at,
    locale: receipt.locale,
    blocks: ruled([
      headBlocks(receipt, template),
      heading(receipt, print, write),
      shows('stay') ? stayBlocks(receipt, shows('plate'), write) : [],
      charges(receipt, write),
      taxBlocks(receipt, write),
      howPaid(receipt, write),
      closing(receipt, template, write),
    ]),
  };
}

function heading(receipt: Receipt, print: ReceiptPrint, write: PaperWriter): PaperBlock[] {
  const number = words.number(write.number(receipt.number));
  const blocks = [pair(words.heading[receipt.kind], number, 'strong')];
  if (receipt.refersTo !== undefined) {
    blocks.push(pair(words.refersTo, words.number(write.number(receipt.refersTo))));
  }
  blocks.push(pair(words.date, write.dateTime(receipt.at)));
  if (print.issue === 'original') return blocks;
  if (print.copy !== undefined) return [...blocks, ...copyBlocks(print.copy, write)];
  const mark = print.issue === 'copy' ? words.copy : words.late;
  return [...blocks, pair(words.printed, write.dateTime(print.printedAt)), centred(mark, 'strong')];
}

function stayBlocks({ stay }: Receipt, showsPlate: boolean, write: PaperWriter): PaperBlock[] {
  if (stay === undefined) return [];
  return [
    pair(words.ticket, formatTicketNumber(stay.ticketNumber)),
    ...(stay.plate === undefined || !showsPlate ? [] : [pair(words.plate, stay.plate)]),
    pair(words.from, write.dateTime(stay.entryAt)),
    pair(words.to, write.dateTime(stay.exitAt)),
    pair(words.stay, write.duration(Math.max(0, stay.exitAt - stay.entryAt))),
  ];
}

function charges(receipt: Receipt, write: PaperWriter): PaperBlock[] {
  return [
    ...receipt.lines.map((line) => pair(line.text, write.amount(line.amountMinor))),
    total(words.total[receipt.kind], write.money(shownMinor(receipt))),
  ];
}

/** Words say that it is given back; a minus beside them would say it twice. */
function shownMinor({ kind, totalMinor }: Receipt): number {
  return kind === 'payment' ? totalMinor : Math.abs(totalMinor);
}

function taxBlocks({ taxes, netMinor }: Receipt, write: PaperWriter): PaperBlock[] {
  if (taxes.length === 0) return [];
  return [
    pair(words.net, write.amount(netMinor), 'small'),
    ...taxes.map((tax) =>
      pair(
        words.tax(tax.label, write.rate(tax.basisPoints), write.amount(tax.netMinor)),
        write.amount(tax.taxMinor),
        'small',
      ),
    ),
  ];
}

function howPaid(receipt: Receipt, write: PaperWriter): PaperBlock[] {
  const { method, tenderedMinor, changeMinor, card, providerReference } = receipt;
  const blocks: PaperBlock[] = [];
  if (tenderedMinor !== undefined) blocks.push(pair(words.tendered, write.money(tenderedMinor)));
  else {
    const name = words.methods[method];
    blocks.push(pair(name, write.money(shownMinor(receipt))));
  }
  if (changeMinor !== undefined) blocks.push(pair(words.change, write.money(changeMinor)));
  if (card !== undefined) {
    const { name, terminalId, receipt: number, trace } = card;
    if (name !== undefined) blocks.push(pair(words.cardName, name, 'small'));
    if (terminalId !== undefined) blocks.push(pair(words.terminal, terminalId, 'small'));
    blocks.push(pair(words.cardReceipt, number, 'small'));
    if (trace !== undefined) blocks.push(pair(words.trace, trace, 'small'));
  }
  if (providerReference !== undefined) {
    blocks.push(pair(words.reference, providerReference, 'small'));
  }
  return blocks;
}

function closing(
  receipt: Receipt,
  { facts, footer }: ReceiptTemplate,
  write: PaperWriter,
): PaperBlock[] {
  const { graceUntilAt, at, cashier, shiftId } = receipt;
  const shows = (fact: ReceiptFact) => facts.includes(fact);
  return [
    ...(graceUntilAt === undefined || !shows('leave-by')
      ? []
      : [centred(words.leaveBy(write.timeOn(graceUntilAt, at)), 'strong')]),
    ...(cashier === undefined || !shows('cashier') ? [] : [pair(words.cashier, cashier, 'small')]),
    ...(shiftId === undefined || !shows('shift') ? [] : [pair(words.shift, shiftId, 'small')]),
    ...(receipt.kind === 'payment' && shows('thanks') ? [centred(words.thanks)] : []),
    ...(footer ?? []).map((line) => centred(line, 'small')),
  ];
}
