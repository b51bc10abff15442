import { actorName } from '../actor.ts';
import type { StatementEvent } from '../event/statement.ts';
import type { RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** What happens to statements; their lines stay in the journal, where reports read them. */
export function evolveStatement(
  { statements }: LotState,
  event: StatementEvent,
  { at, actor }: RecordedEvent,
): void {
  if (event.type === 'StatementRemoved') {
    statements.delete(event.importId);
    return;
  }
  const { importId: id, fileName, party, part, lines } = event;
  const [first] = lines;
  const firstAt = first?.[1] ?? at;
  const held = statements.get(id) ?? {
    ...{ id, fileName, party, by: actorName(actor), at, lastAt: at, parts: 0, lines: 0 },
    ...{ fromAt: firstAt, untilAt: firstAt, amountMinor: 0, feeMinor: 0 },
  };
  statements.set(id, held);
  held.parts = part;
  held.lastAt = at;
  held.lines += lines.length;
  for (const [, lineAt, amountMinor, feeMinor] of lines) {
    held.fromAt = Math.min(held.fromAt, lineAt);
    held.untilAt = Math.max(held.untilAt, lineAt);
    held.amountMinor += amountMinor;
    held.feeMinor += feeMinor;
  }
}

export const statementEvolvers = evolversOf<StatementEvent>(evolveStatement, {
  StatementImported: true,
  StatementRemoved: true,
});
