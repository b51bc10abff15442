import { readFileSync } from 'node:fs';
import { type ArrivalProfile, parseProfile } from './profile.ts';

/** The profile that ships with the program. */
export function shippedProfile(): ArrivalProfile {
  const file = new URL('../../resources/arrival-profile.json', import.meta.url);
  return parseProfile(JSON.parse(readFileSync(file, 'utf8')));
}
