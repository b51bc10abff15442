import { readFileSync } from 'node:fs';
import { type ArrivalProfile, parseProfile } from '#domain/traffic/profile.ts';
import { resourcePath } from '../resources.ts';

/** The shape of weekdays and hours that ships with the program. */
export function readProfile(): ArrivalProfile {
  return parseProfile(JSON.parse(readFileSync(resourcePath('arrival-profile.json'), 'utf8')));
}
