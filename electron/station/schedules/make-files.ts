import { must } from '#domain/kernel/assert.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import { periodOf } from '#domain/reports/period.ts';
import type { Press } from '../documents/press.ts';
import type { Clock } from '../ports/clock.ts';
import { type LotReportTask, lotReport, rowsBehind } from '../reports/lot-report.ts';
import { type FileFormat, reportFile } from '../reports/report-file.ts';
import type { LotHost } from '../runtime/lot-service.ts';
import type { MakeReportFiles } from './report-sender.ts';

/**
 * Makes the files of saved reports as the console makes them, but for plates, which are hidden: files
 * leave the station. Lots that are not here any more are left out.
 */
export function reportFileMaker(parts: {
  readonly host: LotHost;
  readonly press: Press;
  readonly clock: Clock;
}): MakeReportFiles {
  const { host, press, clock } = parts;
  return async (service, terms, { period }) => {
    const { report, compare, olderThanDays, schedule, lots } = terms;
    const others = lots.flatMap((id) => host.lots.get(id) ?? []);
    const day = zonedDay(period.fromAt, placeOf(service).timeZone).day;
    const services = [service, ...others];
    const taskFor = (format: FileFormat): LotReportTask => ({
      report,
      // The same days by every lot's own clock.
      periodIn: (lot) => must(periodOf(terms.period, day, lot), 'a day of a period is a day'),
      compare,
      olderThanDays,
      format,
      searchIn: async () => ({}),
      madeBy: terms.name,
      nowAt: clock.now(),
      revealIn: () => () => null,
    });
    const files = [];
    for (const format of schedule?.formats ?? []) {
      const task = taskFor(format);
      const document = await lotReport(services, task, {});
      const options = { bom: true, rowsBehind: rowsBehind(services, task) };
      files.push(await reportFile(press, document, format, options));
    }
    return files;
  };
}

function placeOf(service: Parameters<MakeReportFiles>[0]) {
  return must(service.state.installed, 'a lot with reports is open').lot;
}
