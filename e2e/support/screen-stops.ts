import type { Page } from 'playwright';
import { REPORT_IDS, type ReportId } from '#domain/reports/reports.ts';

/** One thing that people see in the console, and how they get there. */
export interface ScreenStop {
  /** Its pictures are named by it. */
  readonly name: string;
  /** A dialog, a detail or a tab: looked at once in each theme, not at every width. */
  readonly isPart?: true;
  open(page: Page): Promise<void>;
  /** Leaves nothing open for the next stop. */
  close?(page: Page): Promise<void>;
}

const click = (page: Page, testId: string) => page.getByTestId(testId).click();
const leaveDialog = (page: Page) => page.keyboard.press('Escape');

/** A screen of the rail, or a tab of one. */
const screen = (name: string, nav: string, tab?: string): ScreenStop => ({
  name,
  ...(tab !== undefined && { isPart: true }),
  async open(page) {
    await click(page, `nav-${nav}`);
    if (tab !== undefined) await click(page, tab);
  },
});

/** A vehicle that stands inside, as the sessions list it. */
async function ticketInside(page: Page): Promise<string> {
  await click(page, 'nav-sessions');
  const row = page
    .getByRole('row')
    .filter({ hasText: /Inside/ })
    .first();
  const text = (await row.textContent()) ?? '';
  return /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(text)?.[0] ?? '';
}

/** A report as it is made for the week that runs. */
const reportStop = (id: ReportId): ScreenStop => ({
  name: `report-${id}`,
  isPart: true,
  async open(page) {
    await click(page, 'nav-reports');
    await click(page, `reports-${id}`);
    await page.getByTestId(`report-${id}`).waitFor();
  },
});

/** In the order in which they are looked at. All of the demo, signed in as its administrator. */
export const SCREEN_STOPS: readonly ScreenStop[] = [
  screen('control-room', 'control'),
  screen('sessions', 'sessions'),
  screen('devices', 'devices'),
  {
    name: 'device-detail',
    isPart: true,
    async open(page) {
      await click(page, 'nav-devices');
      await page.getByRole('row').nth(1).click();
      await page.getByTestId('device-detail').waitFor();
    },
  },
  {
    name: 'traffic-log',
    isPart: true,
    async open(page) {
      await click(page, 'nav-devices');
      await click(page, 'devices-traffic');
      await page.getByTestId('traffic-row').first().waitFor();
    },
  },
  screen('unmapped-topics', 'devices', 'devices-found'),
  screen('paper-look', 'devices', 'devices-paper'),
  screen('desk-empty', 'desk'),
  {
    name: 'desk-stay',
    isPart: true,
    async open(page) {
      const ticket = await ticketInside(page);
      await click(page, 'nav-desk');
      await page.getByTestId('desk-input').fill(ticket);
      await page.keyboard.press('Enter');
      await page.getByTestId('desk-stay').waitFor();
    },
  },
  {
    name: 'lost-ticket',
    isPart: true,
    async open(page) {
      await click(page, 'nav-desk');
      await click(page, 'lost-ticket-open');
      await page.getByTestId('lost-plate').fill('KA');
      await page.getByTestId('lost-found').waitFor();
    },
    close: leaveDialog,
  },
  screen('payments', 'payments'),
  {
    name: 'payment-details',
    isPart: true,
    async open(page) {
      await click(page, 'nav-payments');
      await page.getByRole('row').nth(1).click();
      await page.getByTestId('payment-details').waitFor();
    },
  },
  {
    name: 'shift-close',
    isPart: true,
    async open(page) {
      await click(page, 'nav-shifts');
      const mine = page.getByTestId('shift');
      await mine.click();
      await page.getByTestId('shift-float').or(page.getByTestId('shift-close')).first().waitFor();
      if (await page.getByTestId('shift-float').isVisible()) {
        await page.getByTestId('shift-float').fill('1000');
        await click(page, 'shift-open-confirm');
        await page.getByTestId('shift-float').waitFor({ state: 'detached' });
        await mine.click();
      }
      await click(page, 'shift-close');
      await page.getByTestId('shift-counted').waitFor();
    },
    close: leaveDialog,
  },
  screen('shifts', 'shifts'),
  screen('members', 'memberships'),
  {
    name: 'member-details',
    isPart: true,
    async open(page) {
      await click(page, 'nav-memberships');
      await page.getByRole('row').nth(1).click();
      await page.getByTestId('member-detail').waitFor();
    },
  },
  screen('plans', 'memberships', 'memberships-plans'),
  screen('tenants', 'memberships', 'memberships-groups'),
  screen('reminders', 'memberships', 'memberships-reminders'),
  screen('blocked-plates', 'memberships', 'memberships-blocked'),
  screen('bookings-calendar', 'reservations'),
  screen('bookings', 'reservations', 'reservations-list'),
  {
    name: 'booking-new',
    isPart: true,
    async open(page) {
      await click(page, 'nav-reservations');
      await click(page, 'reservation-add');
      await page.getByTestId('reservation-price').waitFor();
    },
    close: leaveDialog,
  },
  screen('shops', 'validations'),
  screen('shops-ledger', 'validations', 'validations-ledger'),
  screen('tariffs', 'tariffs'),
  {
    name: 'tariff-editor',
    async open(page) {
      await click(page, 'nav-tariffs');
      await click(page, 'tariffs-editor');
      const start = page.getByTestId('edit-in-force');
      const form = page.getByTestId('tariff-form');
      await start.or(form).first().waitFor();
      if (await start.isVisible()) await start.click();
      await form.waitFor();
    },
  },
  screen('price', 'tariffs', 'tariffs-price'),
  screen('price-simulator', 'tariffs', 'tariffs-whatIf'),
  {
    name: 'dashboard',
    async open(page) {
      await click(page, 'nav-dashboard');
      await page.getByTestId('dashboard-now').waitFor();
    },
  },
  screen('reports-demo', 'reports'),
  ...REPORT_IDS.map(reportStop),
  {
    name: 'statement-new',
    isPart: true,
    async open(page) {
      await click(page, 'nav-reports');
      await click(page, 'reports-revenue');
      await click(page, 'statement-add');
      await page.getByTestId('statement-file').waitFor();
    },
    close: leaveDialog,
  },
  {
    name: 'advice-demo',
    async open(page) {
      await click(page, 'nav-reports');
      await click(page, 'reports-advice');
      const list = page.getByTestId('advice');
      await list.waitFor();
      // The first sentence with the figures behind it.
      await list.getByRole('button').first().click();
    },
  },
  {
    name: 'forecast-demo',
    async open(page) {
      await click(page, 'nav-reports');
      await click(page, 'reports-forecast');
      await page.getByTestId('forecast-figure').waitFor();
    },
  },
  {
    name: 'saved-report-new',
    isPart: true,
    async open(page) {
      await click(page, 'nav-reports');
      await click(page, 'reports-saved');
      await click(page, 'saved-report-add');
      await page.getByTestId('saved-report-form').waitFor();
    },
    close: leaveDialog,
  },
  screen('users', 'users'),
];
