import type { ReadStatement } from '#domain/statement/read-statement.ts';
import { EVENT_LINES_MAX } from '#domain/statement/statement-book.ts';
import type { StatementMapping } from '#domain/statement/statement-mapping.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { readStatementFile, statementPreview } from '../../statements/read-statement-file.ts';
import { api, type CallContext } from '../base.ts';
import { findEvent, installedOf, lotOf, submitted } from '../lot-call.ts';
import { readableCsv } from '../readable-csv.ts';
import { partiesOf, partyName } from '../statement-parties.ts';

const PROBLEMS_MAX = 200;

/** Statements of payment providers, from files. */
export const statements = {
  list: api.statements.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    return [...service.state.statements.values()].map(({ parts: _, lastAt: __, ...row }) => ({
      ...row,
      partyName: partyName(service, row.party),
    }));
  }),

  preview: api.statements.preview.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { lot } = installedOf(service);
    const nowAt = context.services.clock.now();
    const { read, ...shown } = readableCsv(() =>
      statementPreview(input.text, input.mapping ?? null, lot, nowAt),
    );
    return { ...shown, ...told(read), parties: [...partiesOf(context, service)] };
  }),

  create: api.statements.create.handler(async ({ context, input }) => {
    const { fileName, party, text, commandId } = input;
    const read = readPart(context, input, text, input.mapping ?? null, 1);
    return takeIn(context, lotOf(context, input.lotId), read, {
      ...{ importId: null, fileName, party },
      sent: { procedure: 'statements.create', commandId },
    });
  }),

  append: api.statements.append.handler(async ({ context, input }) => {
    const { importId, text, mapping, firstLine, commandId } = input;
    const read = readPart(context, input, text, { ...mapping, hasHeader: false }, firstLine);
    return takeIn(context, lotOf(context, input.lotId), read, {
      ...{ importId, fileName: '', party: '' },
      sent: { procedure: 'statements.append', commandId },
    });
  }),

  remove: api.statements.remove.handler(async ({ context, input }) => {
    const { importId, commandId } = input;
    await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'RemoveStatement', importId },
      { procedure: 'statements.remove', commandId },
    );
    return { ok: true as const };
  }),
};

function readPart(
  context: CallContext,
  { lotId }: { readonly lotId: string },
  text: string,
  mapping: StatementMapping | null,
  firstLine: number,
): ReadStatement {
  const { lot } = installedOf(lotOf(context, lotId));
  const nowAt = context.services.clock.now();
  return readableCsv(() => readStatementFile(text, mapping, lot, nowAt, firstLine).read);
}

interface Part {
  readonly importId: string | null;
  readonly fileName: string;
  readonly party: string;
  readonly sent: { readonly procedure: string; readonly commandId: string | undefined };
}

/** Puts lines into the journal, so many to an event. A retry with the same key takes nothing twice. */
async function takeIn(context: CallContext, service: LotService, read: ReadStatement, part: Part) {
  let { importId } = part;
  const { fileName, party } = part;
  const key = context.idempotencyKey ?? part.sent.commandId;
  for (let from = 0; from < read.lines.length; from += EVENT_LINES_MAX) {
    const lines = read.lines.slice(from, from + EVENT_LINES_MAX).map((one) => one.read);
    const events = await submitted(
      // Each event of one call has its own key.
      { ...context, ...(key !== undefined && { idempotencyKey: `${key}:${from}` }) },
      service,
      { type: 'ImportStatement', importId, fileName, party, lines },
      { procedure: part.sent.procedure, commandId: undefined },
    );
    importId = findEvent(events, 'StatementImported')?.event.importId ?? importId;
  }
  return { importId, ...told(read) };
}

function told({ lines, passedOver, problems }: ReadStatement) {
  return {
    lines: lines.length,
    amountMinor: lines.reduce((sum, { read: [, , amount] }) => sum + amount, 0),
    feeMinor: lines.reduce((sum, { read: [, , , fee] }) => sum + fee, 0),
    passedOver,
    dropped: problems.length,
    problems: problems.slice(0, PROBLEMS_MAX),
  };
}
