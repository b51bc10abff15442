import { EVENT_READINGS_MAX, IMPORT_READINGS_MAX, IMPORTS_MAX } from '../../history/import-book.ts';
import { assert } from '../../kernel/assert.ts';
import type { HistoryCommand } from '../command/history.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

function decideImport({ imports }: LotState, command: CommandOf<'ImportHistory'>): Decision {
  const { importId, fileName, series } = command;
  const held = importId === null ? undefined : imports.get(importId);
  if (importId !== null && held === undefined) return refused('history-import-unknown');
  if (held === undefined && imports.size >= IMPORTS_MAX) return refused('history-imports-too-many');
  const count = series.reduce((sum, { readings }) => sum + readings.length, 0);
  assert(count <= EVENT_READINGS_MAX, 'a part of an import fits into an event');
  if (count === 0) return NOTHING;
  if ((held?.readings ?? 0) + count > IMPORT_READINGS_MAX)
    return refused('history-import-too-large');
  return happened({
    type: 'HistoryImported',
    importId: held?.id ?? idFrom(command, 'hi'),
    fileName: held?.fileName ?? fileName,
    part: (held?.parts ?? 0) + 1,
    count,
    series,
  });
}

function decideRemove({ imports }: LotState, command: CommandOf<'RemoveHistoryImport'>): Decision {
  const held = imports.get(command.importId);
  if (held === undefined) return refused('history-import-unknown');
  return happened({ type: 'HistoryImportRemoved', importId: held.id, fileName: held.fileName });
}

export const historyDeciders: Deciders<HistoryCommand> = {
  ImportHistory: decideImport,
  RemoveHistoryImport: decideRemove,
};
