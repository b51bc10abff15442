import { plural } from './plural.ts';

/** Advice: what is shown around its own sentences. */
export const advice = {
  title: 'Advice',
  heading: 'What stands out',
  weeks: 'Weeks looked at',
  weekCount: (weeks: number) => plural(String(weeks), 'week', 'weeks'),
  span: (from: string, to: string) => `${from} to ${to}`,
  none: 'Nothing stands out.',
  noneHint:
    'The journal was looked at for places that fill, slots that stand empty, cameras, lanes, devices and money.',
  failed: 'The advice could not be made.',
  loading: 'The journal is being looked at',
  todo: 'What to do',
  behind: 'What is behind it',
  more: (count: number) => `${count} more`,
  lacks: (count: number) =>
    `Not enough figures yet for ${count} ${count === 1 ? 'question' : 'questions'}`,
};
