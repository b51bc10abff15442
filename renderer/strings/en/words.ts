import type { Role } from '#domain/access/roles.ts';
import type { SESSION_STATES } from '#domain/contract/traffic.ts';
import type { SlotKind, VehicleClass } from '#domain/facility/kinds.ts';
import type { AlarmCode } from '#domain/lot/event.ts';
import type {
  DeviceStatus,
  GatePosition,
  LanePhase,
  Presence,
  RefusalCode,
} from '#domain/lot/words.ts';
import type { PaymentMethod } from '#domain/payment/payment.ts';
import type { CashMove } from '#domain/shift/shift.ts';
import type { QuoteLine } from '#domain/tariff/quote.ts';
import type { SlotAttention, SlotLook } from '#domain/views/live.ts';
import { chargingRefusals } from './charging.ts';
import { historyRefusals } from './forecast.ts';
import { guardRefusals } from './guard.ts';
import { laneRefusals } from './lane-trouble.ts';
import { membershipRefusals } from './membership-refusals.ts';
import { papers, printingRefusals } from './printing.ts';
import { reservationRefusals } from './reservations.ts';
import { reportingRefusals } from './saved-reports.ts';
import { statementRefusals } from './statements.ts';
import { validationRefusals } from './validation.ts';
import { zoneRefusals } from './zones.ts';

export const slotKinds = {
  motorcycle: 'Motorcycle',
  compact: 'Compact',
  standard: 'Standard',
  large: 'Large',
  bus: 'Bus',
  ev: 'EV charging',
  accessible: 'Accessible',
} satisfies Record<SlotKind, string>;

export const vehicleClasses = {
  motorcycle: 'Motorcycle',
  car: 'Car',
  bus: 'Bus',
  ev: 'EV',
} satisfies Record<VehicleClass, string>;

export const slotLooks = {
  vacant: 'Vacant',
  assigned: 'Assigned',
  occupied: 'Occupied',
  reserved: 'Reserved',
  blocked: 'Blocked',
  charging: 'Charging',
  unknown: 'Sensor silent',
} satisfies Record<SlotLook, string>;

export const attentions = {
  none: 'Nothing unusual',
  overstay: 'Overstay',
  mismatch: 'Sensor and ledger differ',
  'unknown-vehicle': 'Vehicle without a session',
  fault: 'Fault',
} satisfies Record<SlotAttention, string>;

export const presences = {
  vacant: 'Vacant',
  occupied: 'Occupied',
  unknown: 'Silent',
} satisfies Record<Presence, string>;

export const gates = {
  closed: 'Closed',
  moving: 'Moving',
  open: 'Open',
  fault: 'Fault',
  unknown: 'Not known',
} satisfies Record<GatePosition, string>;

export const phases = {
  idle: 'Nobody waiting',
  armed: 'Vehicle waiting',
  asking: 'Needs your answer',
  due: 'Payment due',
  printing: 'Ticket is printed',
  vended: 'Drive through',
  passing: 'Passing',
} satisfies Record<LanePhase, string>;

export const deviceStatuses = {
  online: 'Online',
  offline: 'Offline',
  fault: 'Fault',
} satisfies Record<DeviceStatus, string>;

export const roles = {
  attendant: 'Attendant',
  accountant: 'Accountant',
  manager: 'Manager',
  admin: 'Administrator',
} satisfies Record<Role, string>;

export const sessionStates = {
  entering: 'Entering',
  inside: 'Inside',
  ended: 'Left',
  void: 'Void',
} satisfies Record<(typeof SESSION_STATES)[number], string>;

export const directions = { entry: 'Entry', exit: 'Exit', reversible: 'Reversible' };

/** By code; `text` is the name that the tariff, the product or the shop gives the line. */
export const quoteLines = {
  'free-period': (count: string) => `Free period, ${count} min`,
  periods: (count: string, text: string) =>
    count === '1' ? `${text}, 1 started period` : `${text}, ${count} started periods`,
  'pro-rata': (count: string, text: string) => `${text}, ${count} min`,
  flat: (_count: string, text: string) => text,
  ladder: (_count: string, text: string) => text,
  cap: (_count: string, text: string) => text,
  product: (_count: string, text: string) => text,
  surcharge: (count: string, text: string) => (count === '1' ? text : `${text}, ${count} times`),
  charging: (_count: string, text: string) => text,
  'lost-ticket': () => 'Lost ticket',
  validation: (_count: string, text: string) => text,
  're-entry': () => 'Paid for earlier visits',
  overstay: (count: string) =>
    count === '1' ? 'Overstay, 1 started period' : `Overstay, ${count} started periods`,
  cancellation: () => 'Cancellation of a reservation',
  'no-show': () => 'Reservation that nobody came for',
  tax: (_count: string, text: string) => text,
  rounding: () => 'Rounding',
} satisfies Record<QuoteLine['code'], (count: string, text: string) => string>;

export const paymentMethods = {
  cash: 'Cash',
  card: 'Card',
  upi: 'UPI',
  wallet: 'E-wallet',
  online: 'Online card',
} satisfies Record<PaymentMethod, string>;

/** As in "taken in cash". */
export const paidBy = {
  cash: 'in cash',
  card: 'by card',
  upi: 'by UPI',
  wallet: 'by e-wallet',
  online: 'by online card',
} satisfies Record<PaymentMethod, string>;

export const cashMoves = {
  'pay-in': 'put into the drawer',
  'pay-out': 'paid out of the drawer',
  drop: 'brought to the safe',
} satisfies Record<CashMove, string>;

export const alarms = {
  'device-offline': 'Device does not answer',
  'device-fault': 'Device reports a fault',
  'gate-fault': 'Barrier fault',
  'staff-asked': 'Plate read needs your answer',
  'exit-stuck': 'Vehicle stuck at the exit',
  'passage-stuck': 'Something stands under the gate',
  tailgating: 'A second vehicle went through',
  'wrong-way': 'A vehicle came the wrong way',
  'gate-open-long': 'Gate up for too long',
  'gate-opened-alone': 'Gate opened by itself',
  evacuation: 'Evacuation',
  'gate-not-up': 'Gate is not open',
  'help-called': 'A driver asks for help',
  'lane-turn-stuck': 'Lane cannot turn',
  'offline-conflict': 'Lane and books do not agree',
  'plate-differs': 'Plate at the exit is another one',
  'passed-back': 'Credential used twice',
  'payment-uncertain': 'Was the card charged?',
  'payment-overpaid': 'Money to give back',
  'charge-unlinked': 'Nobody pays for this charge',
  'zone-drift': 'Count of a zone has drifted',
  'paper-low': 'Printer is low on paper',
  'paper-out': 'Printer has no paper',
  'ticket-not-printed': 'A ticket was not printed',
  'receipt-not-printed': 'A receipt was not printed',
  'print-unsettled': 'May be on paper, or not',
  'battery-low': 'A sensor wants a battery',
} satisfies Record<AlarmCode, string>;

/** Why something was turned away, and what to do about it. */
export const refusals = {
  ...membershipRefusals,
  ...validationRefusals,
  ...guardRefusals,
  ...laneRefusals,
  ...reservationRefusals,
  ...reportingRefusals,
  ...historyRefusals,
  ...chargingRefusals,
  ...statementRefusals,
  ...zoneRefusals,
  ...printingRefusals,
  'lot-full': { what: 'No suitable slot is vacant.', todo: 'Free one, or turn the vehicle away.' },
  'already-inside': {
    what: 'This vehicle is already inside.',
    todo: 'Look for its session and end that stay first.',
  },
  'not-inside': {
    what: 'No vehicle inside matches.',
    todo: 'Check the plate, or look for it under Sessions.',
  },
  'slot-blocked': { what: 'This slot is blocked.', todo: 'Unblock it first.' },
  'lane-unknown': { what: 'This lane is no longer part of the lot.', todo: '' },
  'lane-wrong-direction': {
    what: 'This lane does not serve that direction.',
    todo: 'Choose another lane.',
  },
  'lane-busy': { what: 'The lane is serving another vehicle.', todo: 'Wait until it has passed.' },
  'no-vehicle': { what: 'No vehicle stands on the arming loop of this lane.', todo: '' },
  'plate-needed': { what: 'This lane admits vehicles by plate only.', todo: 'Type the plate.' },
  'payment-due': { what: 'The fee has not been paid.', todo: 'Take the payment first.' },
  'payment-wrong-amount': {
    what: 'The fee has changed meanwhile.',
    todo: 'Read the new amount and take that.',
  },
  'payment-not-due': { what: 'Nothing is due.', todo: 'Let the vehicle out.' },
  'cash-too-little': { what: 'The cash received is less than the amount due.', todo: '' },
  'cash-implausible': {
    what: 'So much cash cannot be meant.',
    todo: 'Type again what was handed over.',
  },
  'ticket-malformed': {
    what: 'This is not a ticket number.',
    todo: 'Check for a mistyped character.',
  },
  'ticket-forged': {
    what: 'This ticket was not issued here.',
    todo: 'Keep it and call the manager.',
  },
  'ticket-foreign': { what: 'This ticket belongs to another car park.', todo: '' },
  'ticket-expired': { what: 'This ticket is too old.', todo: 'Look for the vehicle by its plate.' },
  'ticket-unknown': {
    what: 'No ticket has this number.',
    todo: 'Check it, or look for the plate.',
  },
  'ticket-used': { what: 'This ticket has already been used to leave.', todo: '' },
  'ticket-void': { what: 'This ticket is void: its vehicle backed out at the entry.', todo: '' },
  'slot-unknown': { what: 'This slot is no longer part of the lot.', todo: '' },
  'slot-taken': { what: 'That slot is taken.', todo: 'Choose a vacant one.' },
  'slot-empty': { what: 'No session is assigned to this slot.', todo: '' },
  'slot-unsuitable': { what: 'That slot does not suit this vehicle.', todo: 'Choose another.' },
  'product-unknown': {
    what: 'The tariff of this stay has no such product.',
    todo: 'Choose another one.',
  },
  'session-unknown': { what: 'No session matches.', todo: 'It may have ended.' },
  'reason-needed': { what: 'Give a reason of at least three characters.', todo: '' },
  'override-unknown': { what: 'This change can no longer be found.', todo: '' },
  'override-not-undoable': {
    what: 'Too much has happened since.',
    todo: 'This can no longer be undone.',
  },
  'alarm-unknown': { what: 'This alarm is already gone.', todo: '' },
  'device-unknown': { what: 'This device is no longer part of the lot.', todo: '' },
  'device-not-testable': { what: 'This device cannot be tried in this way.', todo: '' },
  'payment-unknown': {
    what: 'This payment can no longer be changed here.',
    todo: 'Find its receipt in the journal.',
  },
  'payment-pending': {
    what: 'A payment is already under way.',
    todo: 'Wait for it, or give it up first.',
  },
  'payment-settled': { what: 'This payment is already settled.', todo: 'Look at it again.' },
  'payment-not-captured': { what: 'No money came by this payment.', todo: '' },
  'payment-too-late': {
    what: 'This payment cannot be taken back any more.',
    todo: 'Refund it instead.',
  },
  'refund-too-much': { what: 'That is more than what is left of the payment.', todo: '' },
  'method-unavailable': {
    what: 'This way of paying is not set up here.',
    todo: 'Choose another one.',
  },
  'count-wrong': {
    what: 'The pieces do not add up to the counted amount.',
    todo: 'Count again.',
  },
  'shift-unknown': { what: 'This shift is not open any more.', todo: '' },
  'tariff-unknown': {
    what: 'There is no tariff of this version.',
    todo: 'Look at the list again.',
  },
  'tariff-in-force': {
    what: 'This tariff is in force or has been.',
    todo: 'Publish another one instead.',
  },
  'tariff-past': { what: 'A tariff cannot start in the past.', todo: 'Choose a later time.' },
  'tariff-foreign': {
    what: 'The tariff has another currency or time zone than this lot.',
    todo: 'Change them in the tariff.',
  },
  'tariff-same': { what: 'This very tariff is in force already.', todo: '' },
  'drawer-too-little': { what: 'The drawer does not hold that much.', todo: '' },
  'shift-open': { what: 'A shift is already open.', todo: 'Close it first.' },
  'shift-not-open': { what: 'No shift is open.', todo: 'Open one first.' },
  'nothing-asked': { what: 'The lane no longer waits for an answer.', todo: '' },
  'lot-mismatch': { what: 'The file describes another lot.', todo: '' },
  'lot-in-use': {
    what: 'Vehicles are inside slots that the file removes.',
    todo: 'Move them first.',
  },
} satisfies Record<RefusalCode, { readonly what: string; readonly todo: string }>;

export const faults = {
  unreachable: 'The station cannot be reached. Nothing was changed; try again in a moment.',
  timeout: 'The station took too long to answer. Look at the map before you repeat this.',
  busy: 'The station is busy. Nothing was changed; try again.',
  'service-unavailable': 'The station takes no commands right now. Nothing was changed.',
  halted: 'The station has stopped taking commands because its disk refused to write.',
  unauthorized: 'Your sign-in has ended. Sign in again.',
  forbidden: 'Your role does not allow this. Ask a manager.',
  'not-found': 'Nothing was found under that.',
  'bad-request': 'The station did not accept this input. Check it and try again.',
  conflict: 'Somebody changed this at the same moment. Look again and repeat.',
  'too-many-requests': 'Too many attempts. Wait a minute, then try again.',
  'payload-too-large': 'That is too large for the station.',
  'internal-server-error': 'The station hit a fault of its own. Its log says more.',
  internal: 'The station hit a fault of its own. Its log says more.',
  malformed: 'The station could not read this. Reload the console and try again.',
  invalid: 'The station did not accept this input. Check it and try again.',
  'card-number':
    'This looks like a card number. Card numbers are never written down here: leave it out.',
  'idempotency-key-reused':
    'This was sent before with something else in it. Look whether that went through, then try again.',
  'body-too-large': 'That is too large for the station.',
  'sign-in-wrong': 'User name or password is wrong.',
  'token-wrong': 'This is not the token of that device. Give the device a new one.',
  'picture-unknown': 'This picture is not kept, or not any more.',
  'no-token': 'This device posts nothing to the station, so it needs no token.',
  'sign-in-wait': 'Too many attempts. Wait a minute, then try again.',
  'only-local':
    'The first administrator can only be made at the computer that the station runs on.',
  'admin-exists': 'There is an administrator already. Sign in.',
  'user-exists': 'There is already a user of this name. Choose another.',
  'user-unknown': 'This user is already gone.',
  'user-last-admin': 'The last administrator cannot be removed.',
  'users-full': 'There are too many users. Remove those who have left.',
  'lot-unknown': 'This lot is no longer open at the station.',
  'lot-not-opened': 'The station could not open this lot. Its log says more.',
  'nothing-changed': 'Nothing was changed: it is so already.',
  'not-simulated': 'The devices of this lot are real: there is no speed to set.',
  'watches-full': 'This connection watches too many lots. Reload the console.',
  'lot-file-invalid': 'The lot file has mistakes. They are listed below.',
  unexpected: 'Something unexpected went wrong. Try again; the log says more.',
};

export { papers };
