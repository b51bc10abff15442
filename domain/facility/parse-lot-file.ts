import { tiersOf } from '../allocation/spill-over.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { checkGeometry } from './check-geometry.ts';
import { checkLocale } from './check-locale.ts';
import { checkReach } from './check-reach.ts';
import { checkReferences } from './check-references.ts';
import { checkTariffOfLot, withTariffOfToday } from './check-tariff.ts';
import { NEED_PROFILES, type NeedProfile, type SlotKind, type VehicleNeeds } from './kinds.ts';
import { type LotFile, lotFileSchema } from './lot-file.ts';
import { foundText, type LotFileProblem, ProblemList } from './lot-file-problem.ts';
import { addSchemaProblems } from './schema-problems.ts';

export type { LotFileProblem } from './lot-file-problem.ts';

/**
 * Reads a lot file from parsed JSON of any shape, with its defaults filled in. The small tariff of
 * first files is read as one of today. Problems name the path
 * and what is expected there, at most `PROBLEMS_MAX` of them. What depends on a sound form is checked
 * after the form, and ways only where all references hold. Never throws.
 */
export function parseLotFile(file: unknown): Result<LotFile, LotFileProblem[]> {
  const json = withTariffOfToday(file);
  const problems = new ProblemList();
  const parsed = lotFileSchema.safeParse(json);
  if (!parsed.success) {
    addSchemaProblems(json, parsed.error.issues, problems);
    return err(problems.list());
  }
  const lot = parsed.data;
  checkLocale(lot, problems);
  checkTariffOfLot(lot, problems);
  checkReferences(lot, problems);
  checkGeometry(lot, problems);
  checkSpillOver(lot, problems);
  if (problems.isEmpty) checkReach(lot, problems);
  return problems.isEmpty ? ok(lot) : err(problems.list());
}

const NEEDS: Readonly<Record<NeedProfile, VehicleNeeds>> = {
  motorcycle: { vehicleClass: 'motorcycle', wantsCharge: false, accessiblePermit: false },
  car: { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false },
  bus: { vehicleClass: 'bus', wantsCharge: false, accessiblePermit: false },
  ev: { vehicleClass: 'ev', wantsCharge: false, accessiblePermit: false },
  'ev-charging': { vehicleClass: 'ev', wantsCharge: true, accessiblePermit: false },
  accessible: { vehicleClass: 'car', wantsCharge: false, accessiblePermit: true },
};

/** A kind that could never be given to a vehicle is a mistake of the file, so it is said. */
function checkSpillOver({ allocation }: LotFile, to: ProblemList): void {
  for (const profile of NEED_PROFILES) {
    const order = allocation.spillOver[profile] ?? [];
    const seen = new Set<SlotKind>();
    order.forEach((kind, index) => {
      const path = `allocation.spillOver.${profile}[${index}]`;
      if (seen.has(kind)) to.add(path, 'each kind once', `${foundText(kind)} again`);
      seen.add(kind);
      if (tiersOf([kind], NEEDS[profile]).length === 0)
        to.add(path, `a kind that may be given to the profile "${profile}"`, foundText(kind));
    });
  }
}
