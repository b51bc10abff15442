import type { RefusalTable } from './kind.ts';

/** Refusals of reservations. */
export const RESERVATION_REFUSALS = {
  'reservation-unknown': {
    kind: 'unknown',
    sentence: 'There is no such reservation, or it ended too long ago.',
  },
  'reservation-window-wrong': {
    kind: 'wrong',
    sentence: 'The window must end after it starts, and last no longer than a year.',
  },
  'reservation-past': { kind: 'wrong', sentence: 'The window has already begun or passed.' },
  'reservation-too-far': {
    kind: 'wrong',
    sentence: 'This is further ahead than reservations are taken.',
  },
  'reservation-full': {
    kind: 'in-the-way',
    sentence: 'No suitable slot can be reserved for the whole window. Try another time or class.',
  },
  'reservation-full-now': {
    kind: 'in-the-way',
    sentence: 'The window is about to begin, and no suitable slot is free now.',
  },
  'reservation-slot-taken': {
    kind: 'in-the-way',
    sentence: 'The slot is reserved for somebody else at that time.',
  },
  'reservation-plate-booked': {
    kind: 'in-the-way',
    sentence: 'There is already a reservation for this plate at that time.',
  },
  'reservation-price-changed': {
    kind: 'in-the-way',
    sentence: 'The price is not the one that was shown. Ask for a new quote.',
  },
  'reservation-too-early': {
    kind: 'in-the-way',
    sentence: 'The reservation begins later. Come back then, or take a ticket.',
  },
  'reservation-missed': {
    kind: 'over',
    sentence: 'The reservation has lapsed because nobody came in time. Take a ticket.',
  },
  'reservation-cancelled': { kind: 'over', sentence: 'The reservation was cancelled.' },
  'reservation-used': { kind: 'over', sentence: 'The reservation has already been used.' },
  'reservation-arrived': {
    kind: 'in-the-way',
    sentence: 'The vehicle is inside by this reservation. What it owes is paid for its stay.',
  },
} as const satisfies RefusalTable;
