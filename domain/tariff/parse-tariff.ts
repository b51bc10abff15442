import { type LotFileProblem, ProblemList } from '../facility/lot-file-problem.ts';
import { addSchemaProblems } from '../facility/schema-problems.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { checkTariff, checkTariffLocale } from './check-tariff.ts';
import { type Tariff, tariffSchema } from './tariff-file.ts';

/** One thing wrong with a tariff: where, such as `rates[0].charge.rungs[2].totalMinor`, and what. */
export type TariffProblem = LotFileProblem;

/**
 * Reads a tariff from parsed JSON of any shape. Problems name the path and what is expected there, at
 * most 100 of them; what depends on a sound form is checked after the form. Never throws.
 */
export function parseTariff(json: unknown): Result<Tariff, TariffProblem[]> {
  const problems = new ProblemList();
  const parsed = tariffSchema.safeParse(json);
  if (parsed.success) {
    checkTariffLocale(parsed.data, problems);
    checkTariff(parsed.data, problems);
  } else addSchemaProblems(json, parsed.error.issues, problems);
  if (parsed.success && problems.isEmpty) return ok(parsed.data);
  return err(problems.list().map(inTariffWords));
}

/** The list and the words are those of lot files; only the whole is called otherwise. */
function inTariffWords({ path, message }: LotFileProblem): TariffProblem {
  return {
    path: path === 'lot file' ? 'tariff' : path,
    message: message.replace('known fields of a lot file', 'known fields of a tariff'),
  };
}
