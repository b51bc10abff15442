import { advice } from './en/advice.ts';
import { charging } from './en/charging.ts';
import * as controlRoom from './en/control-room.ts';
import { csvImport } from './en/csv-import.ts';
import { dashboard } from './en/dashboard.ts';
import { desk } from './en/desk.ts';
import { devices } from './en/devices.ts';
import { feed } from './en/feed.ts';
import { forecast, historyImport } from './en/forecast.ts';
import { guard } from './en/guard.ts';
import { laneTrouble } from './en/lane-trouble.ts';
import { membership } from './en/membership.ts';
import * as office from './en/office.ts';
import { paper } from './en/paper.ts';
import { paperLook } from './en/paper-look.ts';
import { pictures } from './en/pictures.ts';
import { reportView } from './en/report-view.ts';
import { reservations } from './en/reservations.ts';
import { savedReports } from './en/saved-reports.ts';
import * as shell from './en/shell.ts';
import { statements } from './en/statements.ts';
import { tariffs } from './en/tariffs.ts';
import * as tills from './en/tills.ts';
import { validation } from './en/validation.ts';
import * as words from './en/words.ts';
import { zones } from './en/zones.ts';

/** Every word the console says, in English. The one place to translate. */
export const en = {
  ...words,
  feed,
  ...shell,
  ...controlRoom,
  dashboard,
  desk,
  devices,
  ...office,
  ...tills,
  tariffs,
  membership,
  reservations,
  reportView,
  advice,
  forecast,
  historyImport,
  csvImport,
  savedReports,
  statements,
  paper,
  paperLook,
  pictures,
  validation,
  guard,
  laneTrouble,
  charging,
  zones,
};

/** What a catalogue of another language has to hold. */
export type Catalogue = typeof en;
