import { existsSync, renameSync, rmSync } from 'node:fs';
import { isDamage } from '../journal/failure.ts';
import { type Database, openDatabase } from '../journal/sqlite.ts';
import { createTables, isCurrent } from './schema.ts';

const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/**
 * Opens `views.db`, or makes it anew: another version and a damaged file are simply thrown away, for
 * everything in it comes from the journal.
 * @throws SqliteError when the disk refuses
 */
export function openViewsFile(path: string): Database {
  try {
    const database = openDatabase(path, { synchronous: 'normal' });
    if (isCurrent(database)) return database;
    database.close();
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  return recreateViewsFile(path);
}

/** Makes an empty file. Every connection to the old one must be closed. */
export function recreateViewsFile(path: string): Database {
  for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true });
  const database = openDatabase(path, { synchronous: 'normal' });
  createTables(database);
  return database;
}

/** Puts one file in another's place. Every connection to both must be closed. */
export function moveViewsFile(from: string, to: string): void {
  for (const suffix of SUFFIXES) rmSync(to + suffix, { force: true });
  for (const suffix of SUFFIXES)
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
}
