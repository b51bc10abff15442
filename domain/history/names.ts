import type { Random } from '../kernel/seeded-random.ts';

const GIVEN = [
  'Aarav',
  'Ananya',
  'Arjun',
  'Deepa',
  'Farhan',
  'Ishaan',
  'Kavya',
  'Lakshmi',
  'Meera',
];
const MORE_GIVEN = ['Nikhil', 'Pooja', 'Priya', 'Rahul', 'Rohan', 'Sanjay', 'Shreya', 'Vikram'];
const FAMILY = ['Bhat', 'Das', 'Gowda', 'Hegde', 'Iyer', 'Khan', 'Kulkarni', 'Mathew', 'Menon'];
const MORE_FAMILY = ['Nair', 'Patel', 'Rao', 'Reddy', 'Sharma', 'Shetty', 'Singh', 'Verma'];
const ALL_GIVEN = [...GIVEN, ...MORE_GIVEN];
const ALL_FAMILY = [...FAMILY, ...MORE_FAMILY];

/** The name of somebody who does not exist. */
export function drawName(random: Random): string {
  const given = ALL_GIVEN[Math.floor(random() * ALL_GIVEN.length)] ?? '';
  const family = ALL_FAMILY[Math.floor(random() * ALL_FAMILY.length)] ?? '';
  return `${given} ${family}`;
}
