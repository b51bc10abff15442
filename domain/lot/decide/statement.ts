import { assert } from '../../kernel/assert.ts';
import {
  EVENT_LINES_MAX,
  STATEMENT_LINES_MAX,
  STATEMENTS_MAX,
} from '../../statement/statement-book.ts';
import type { StatementCommand } from '../command/statement.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

function decideImport({ statements }: LotState, command: CommandOf<'ImportStatement'>): Decision {
  const { importId, fileName, party, lines } = command;
  const held = importId === null ? undefined : statements.get(importId);
  if (importId !== null && held === undefined) return refused('statement-unknown');
  if (held === undefined && statements.size >= STATEMENTS_MAX)
    return refused('statements-too-many');
  assert(lines.length <= EVENT_LINES_MAX, 'a part of a statement fits into an event');
  if (lines.length === 0) return NOTHING;
  if ((held?.lines ?? 0) + lines.length > STATEMENT_LINES_MAX)
    return refused('statement-too-large');
  return happened({
    type: 'StatementImported',
    importId: held?.id ?? idFrom(command, 'st'),
    fileName: held?.fileName ?? fileName,
    party: held?.party ?? party,
    part: (held?.parts ?? 0) + 1,
    count: lines.length,
    lines,
  });
}

function decideRemove({ statements }: LotState, command: CommandOf<'RemoveStatement'>): Decision {
  const held = statements.get(command.importId);
  if (held === undefined) return refused('statement-unknown');
  return happened({ type: 'StatementRemoved', importId: held.id, fileName: held.fileName });
}

export const statementDeciders: Deciders<StatementCommand> = {
  ImportStatement: decideImport,
  RemoveStatement: decideRemove,
};
