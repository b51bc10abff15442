import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { Dashboard } from '../dashboard/dashboard.ts';
import { daySchema } from './reports.ts';
import { base, inLot } from './shared.ts';

/** What is looked at: today, or the days from one to another, both within. */
export const dashboardQuery = inLot.extend({
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** What figures are compared with: the time before of the same length, or 52 weeks before. */
  compare: z.enum(['none', 'previous', 'last-year']).default('none'),
});
export type DashboardQuery = z.infer<typeof dashboardQuery>;
export type DashboardAsked = z.input<typeof dashboardQuery>;

export const dashboardContract = {
  /** How full, how much, what went wrong: figures, and the tables that its charts are drawn from. */
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/dashboard', tags: ['reports'] })
    .input(dashboardQuery)
    .output(z.custom<Dashboard>()),
  /** The same, and again whenever its figures have changed, until the caller leaves. Over WebSocket and MessagePort. */
  watch: base.input(dashboardQuery).output(eventIterator(z.custom<Dashboard>())),
};
