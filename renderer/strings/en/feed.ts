import type { EventType } from '#domain/lot/event.ts';

/** What a feed line may speak of, already in words. Missing facts have neutral words. */
export interface FeedWords {
  /** The plate, else the ticket, else "a vehicle". */
  readonly vehicle: string;
  readonly ticket: string;
  readonly lane: string;
  readonly slot: string;
  readonly fromSlot: string;
  readonly toSlot: string;
  readonly device: string;
  readonly reason: string;
  readonly refusal: string;
  readonly amount: string;
  readonly change: string;
  readonly confidence: string;
  readonly receipt: string;
  readonly presence: string;
  readonly gate: string;
  readonly status: string;
  readonly detail: string;
  readonly alarm: string;
  readonly difference: string;
  readonly until: string;
  readonly loop: 'arming' | 'safety';
  readonly on: boolean;
  readonly admit: boolean;
  readonly undo: boolean;
  readonly action: 'block' | 'unblock' | 'free' | 'move' | 'mark' | 'unknown';
  /** How it was paid, such as "in cash"; empty where it is not known. */
  readonly method: string;
  /** A tariff's version. */
  readonly version: string;
  readonly note: string;
  /** What the station says of a price that it changed. */
  readonly priceWhy: string;
  /** What was done to the drawer, such as "paid out". */
  readonly move: string;
  readonly how: 'abort' | 'reverse' | 'unknown';
  /** Which way a lane leads. */
  readonly way: 'entry' | 'exit';
  /** How many vehicles passed, such as "3 vehicles". */
  readonly passed: string;
  /** The plate of the vehicle before it. */
  readonly leaderPlate: string;
  /** The plate as it was read at the entry. */
  readonly entryPlate: string;
  /** What a charger gave, such as "12.3 kWh"; empty where it is not known. */
  readonly energy: string;
  /** What a charger was asked for, such as "start". */
  readonly order: string;
  /** What a shop or an offer is called. */
  readonly label: string;
  readonly count: string;
  readonly why: 'backed-out' | 'passage-limit' | 'not-printed' | 'unknown';
  /** What was put on paper, such as "Receipt 12, copy 1". */
  readonly paper: string;
}

const because = (reason: string) => (reason === '' ? '' : ` · ${reason}`);

const overridden = (w: FeedWords): string => {
  if (w.undo) return `Change of slot ${w.slot} undone`;
  switch (w.action) {
    case 'block':
      return `Slot ${w.slot} blocked${w.until === '' ? '' : ` until ${w.until}`}${because(w.reason)}`;
    case 'unblock':
      return `Slot ${w.slot} unblocked${because(w.reason)}`;
    case 'free':
      return `Slot ${w.slot} freed${because(w.reason)}`;
    case 'move':
      return `Vehicle moved from slot ${w.slot} to ${w.toSlot}${because(w.reason)}`;
    case 'mark':
      return `Slot ${w.slot} marked ${w.presence.toLowerCase()}${because(w.reason)}`;
    case 'unknown':
      return `Slot ${w.slot} changed by hand${because(w.reason)}`;
  }
};

const atLane = (w: FeedWords) => (w.lane === '' ? '' : ` at ${w.lane}`);

const by = (w: FeedWords) => (w.method === '' ? '' : ` ${w.method}`);

/** Where an alarm comes from: its device, else its lane. */
const place = (w: FeedWords) => {
  const name = w.device === '' ? w.lane : w.device;
  return name === '' ? '' : `, ${name}`;
};

/** One sentence for each thing that can happen. */
export const feed = {
  LotCreated: () => 'Lot created',
  LotChanged: () => 'Lot changed by a new lot file',
  LoopChanged: (w) =>
    `${w.loop === 'arming' ? 'Arming' : 'Safety'} loop ${w.on ? 'on' : 'off'}${atLane(w)}`,
  GateMoved: (w) => `Gate ${w.gate.toLowerCase()}${atLane(w)}`,
  PlateRead: (w) => `${w.vehicle} read${atLane(w)}, ${w.confidence} sure`,
  StaffAsked: (w) => `${w.vehicle} read with only ${w.confidence}${atLane(w)}: staff asked`,
  UnreadSeen: (w) => `A vehicle${atLane(w)} whose plate no camera can read`,
  NoPlateSeen: (w) => `No plate read${atLane(w)}: staff asked`,
  StaffAnswered: (w) => (w.admit ? `${w.vehicle} admitted${atLane(w)}` : `Turned away${atLane(w)}`),
  EntryRefused: (w) => `${w.vehicle} not admitted${atLane(w)}: ${w.refusal}`,
  TicketIssued: (w) =>
    `${w.ticket === '' ? 'Ticket' : `Ticket ${w.ticket}`} issued${atLane(w)}, slot ${w.slot}`,
  TicketVoided: (w) =>
    w.why === 'passage-limit'
      ? `Ticket ${w.ticket} void: nobody drove through in time`
      : w.why === 'not-printed'
        ? `Ticket ${w.ticket} void: it could not be printed`
        : `Ticket ${w.ticket} void: vehicle backed out`,
  GateVended: (w) =>
    w.reason === ''
      ? `Gate opened for ${w.vehicle}${atLane(w)}`
      : `Gate opened by hand${atLane(w)}${because(w.reason)}`,
  GateHeld: (w) =>
    `Gate held open${atLane(w)}${w.until === '' ? '' : ` until ${w.until}`}${because(w.reason)}`,
  HoldEnded: (w) => `Hold over${atLane(w)}: ${w.passed} passed`,
  GateClosed: (w) =>
    `Gate closed by hand${atLane(w)}${w.passed === '' ? '' : `, ${w.passed} passed`}${because(w.reason)}`,
  GateOpenedAlone: (w) => `Gate opened by itself${atLane(w)}: nobody told it to`,
  VehiclePassed: (w) => `${w.vehicle} passed${atLane(w)}`,
  VehicleBackedOut: (w) => `${w.vehicle} backed out${atLane(w)}`,
  AuthorisationExpired: (w) => `Opening expired${atLane(w)}: nobody drove through`,
  SessionStarted: (w) => `${w.vehicle} is inside`,
  StayChanged: () => 'What a stay used was changed',
  SessionMoved: (w) =>
    w.toSlot === ''
      ? `${w.vehicle} has no slot any more`
      : `${w.vehicle} moved${w.fromSlot === '' ? '' : ` from ${w.fromSlot}`} to ${w.toSlot}`,
  SessionEnded: (w) => `${w.vehicle} left${atLane(w)}`,
  SessionClosed: (w) => `Stay of ${w.vehicle} closed by hand${because(w.reason)}`,
  PaymentDue: (w) => `${w.amount} due from ${w.vehicle}${atLane(w)}`,
  PaymentRequested: (w) => `${w.amount} asked for${by(w)}${atLane(w)}`,
  PaymentOffered: (w) => `Payment of ${w.vehicle} offered${atLane(w)}`,
  PaymentCaptured: (w) => `${w.amount} taken${by(w)} from ${w.vehicle}`,
  PaymentFailed: (w) => `Payment failed${w.detail === '' ? '' : `: ${w.detail}`}`,
  PaymentUncertain: (w) => `Nobody knows whether the card was charged: ${w.detail}`,
  PaymentEndAsked: (w) =>
    w.how === 'abort'
      ? `Payment given up${because(w.reason)}`
      : `Payment taken back${because(w.reason)}`,
  PaymentReversed: (w) => `${w.amount} taken back as if never paid${because(w.reason)}`,
  ReversalFailed: (w) => `The payment could not be taken back: ${w.detail}`,
  RefundRequested: (w) => `Refund of ${w.amount} asked for${because(w.reason)}`,
  PaymentRefunded: (w) => `${w.amount} refunded${by(w)}${because(w.reason)}`,
  RefundFailed: (w) => `Refund failed: ${w.detail}`,
  ExitRefused: (w) => `${w.vehicle} not let out${atLane(w)}: ${w.refusal}`,
  PresenceChanged: (w) => `Slot ${w.slot} ${w.presence.toLowerCase()}`,
  SlotOverridden: overridden,
  BlockEnded: (w) => `Block of slot ${w.slot} is over`,
  DeviceStatusChanged: (w) =>
    `${w.device} ${w.status.toLowerCase()}${w.detail === '' ? '' : `: ${w.detail}`}`,
  DeviceTested: (w) => `${w.device} tried`,
  AlarmRaised: (w) => `Alarm${place(w)}: ${w.alarm === '' ? w.detail : w.alarm.toLowerCase()}`,
  AlarmCleared: (w) => `Alarm over${place(w)}${w.alarm === '' ? '' : `: ${w.alarm.toLowerCase()}`}`,
  AlarmAcknowledged: (w) =>
    `Alarm acknowledged${place(w)}${w.alarm === '' ? '' : `: ${w.alarm.toLowerCase()}`}`,
  ShiftOpened: (w) => `Shift opened with a float of ${w.amount}`,
  TariffPublished: (w) => `Tariff ${w.version} published${because(w.note)}`,
  TariffWithdrawn: (w) => `Tariff ${w.version} withdrawn${because(w.reason)}`,
  PriceChanged: (w) => `Price changed${because(w.priceWhy)}`,
  PlanSaved: () => 'Membership plan saved',
  PlanRetired: () => 'Membership plan taken into or out of the offer',
  GroupSaved: () => 'Tenant saved',
  MembershipStarted: () => 'Membership started',
  MembershipChanged: () => 'Membership changed',
  MembershipRenewed: (w) => `Membership renewed${because(w.reason)}`,
  FeePartPaid: (w) => `${w.amount} of a membership fee paid`,
  MembershipSuspended: (w) => `Membership suspended${because(w.reason)}`,
  MembershipResumed: (w) => `Membership resumed${because(w.reason)}`,
  MembershipEnded: (w) => `Membership ended${because(w.reason)}`,
  BalanceToppedUp: (w) => `${w.amount} put on a member’s balance`,
  BalanceCharged: (w) => `${w.amount} taken from a member’s balance`,
  DebtRaised: (w) => `${w.amount} noted as a member’s debt`,
  DebtPaid: (w) => `${w.amount} of a member’s debt paid`,
  DebtWaived: (w) => `${w.amount} of a member’s debt waived${because(w.reason)}`,
  PassedBack: (w) => `${w.vehicle} came in although it is inside${atLane(w)}`,
  CredentialResynced: (w) => `Credential freed for another entry${because(w.reason)}`,
  PrintAsked: (w) => `${w.paper} printed by the console`,
  PrintDone: (w) => `${w.paper} printed by ${w.device}`,
  TillPrinterChosen: (w) => `A till prints at ${w.device}`,
  ReceiptWanted: (w) => `${w.lane}: a receipt is wanted, it is printed with the payment`,
  PrintFailed: (w) => `${w.paper} not printed by ${w.device}${because(w.detail)}`,
  PaperTemplateSaved: (w) => `Look of ${w.label}s changed, version ${w.version}`,
  ReportSaved: (w) => `Report ${w.label} saved`,
  ReportRemoved: (w) => `Saved report ${w.label} removed`,
  ReportSent: (w) => `Report ${w.label} sent`,
  HistoryImported: (w) => `${w.count} readings taken in from ${w.label}`,
  HistoryImportRemoved: (w) => `Import of ${w.label} removed`,
  StatementImported: (w) => `${w.count} lines of the statement ${w.label} taken in`,
  StatementRemoved: (w) => `Statement ${w.label} removed`,
  ReportNotSent: (w) => `Report ${w.label} could not be sent`,
  ShopSaved: (w) => `Shop ${w.label} saved`,
  ValidationCodesIssued: (w) =>
    w.count === '1' ? '1 validation code made' : `${w.count} validation codes made`,
  ValidationCodesCancelled: (w) => `${w.count} validation codes cancelled${because(w.reason)}`,
  ValidationApplied: (w) => `Validation given: ${w.label}, ${w.amount} off`,
  ValidationWithdrawn: (w) => `Validation withdrawn${because(w.reason)}`,
  ValidationSettled: (w) => `${w.amount} of a fee settled by shops`,
  TicketLost: (w) => `Ticket reported lost, ${w.ticket} stands for it${because(w.reason)}`,
  TicketFound: (w) => `Ticket ${w.ticket} found again${because(w.reason)}`,
  PlateDiffers: (w) =>
    `${w.vehicle} showed the ticket of ${w.entryPlate === '' ? 'another' : w.entryPlate}${atLane(w)}`,
  NearPlatesFound: (w) =>
    `${w.vehicle} is not inside, but resembles others${atLane(w)}: staff asked`,
  NearPlateTaken: (w) => `${w.vehicle} taken for ${w.entryPlate}${atLane(w)}`,
  PlateAnswered: (w) =>
    `${w.admit ? 'Let out' : 'Not let out'} after both plates were seen${atLane(w)}${because(w.reason)}`,
  WrongWaySeen: (w) => `${w.vehicle} came the wrong way${atLane(w)}`,
  TailgateSeen: (w) =>
    `${w.vehicle} followed ${w.leaderPlate === '' ? 'another' : w.leaderPlate} through${atLane(w)}`,
  BatteryLow: (w) => `Battery of the sensor at slot ${w.slot} is low`,
  BatteryGood: (w) => `Battery of the sensor at slot ${w.slot} is good again`,
  ZoneCounted: () => 'Vehicles of a zone counted',
  ZoneCorrected: (w) => `Count of a zone corrected to ${w.count}${because(w.reason)}`,
  ConnectorChanged: (w) => `${w.device} says how slot ${w.slot} stands`,
  ChargingStarted: (w) => `${w.vehicle} charges at slot ${w.slot}`,
  ChargingMetered: (w) => `${w.vehicle} charged at slot ${w.slot}`,
  ChargingStopped: (w) =>
    `${w.vehicle} charged${w.energy === '' ? '' : ` ${w.energy}`} at slot ${w.slot}`,
  ChargeLinked: (w) => `Charge at slot ${w.slot} linked by hand${because(w.reason)}`,
  ChargerOrdered: (w) =>
    `${w.device} told to ${w.order}${w.slot === '' ? '' : `, slot ${w.slot}`}${because(w.reason)}`,
  ChargerAnswered: (w) =>
    `${w.device} ${w.admit ? 'did as told' : 'did not do as told'}${w.detail === '' ? '' : `: ${w.detail}`}`,
  EvacuationStarted: (w) => `Evacuation: every gate opens${because(w.reason)}`,
  FireInputChanged: (w) => `${w.device} ${w.on ? 'reports an alarm' : 'is silent again'}`,
  EvacuationEnded: (w) => `Evacuation over, ${w.passed} passed${because(w.reason)}`,
  HelpCalled: (w) => `A driver asks for help${atLane(w)}`,
  HelpAnswered: (w) => `Call answered${atLane(w)}`,
  HelpEnded: (w) => `Call over${atLane(w)}`,
  LaneTurning: (w) => `${w.lane} is to turn${because(w.reason)}`,
  LaneTurned: (w) => `${w.lane} ${w.way === 'exit' ? 'leads out now' : 'leads in now'}`,
  TicketsStocked: (w) => `Tickets for times without a link kept ready${atLane(w)}`,
  LaneReplayed: (w) => `Told afterwards${atLane(w)}: what it did on its own`,
  OfflineConflict: (w) => `${w.vehicle} does not agree with the books${atLane(w)}: ${w.refusal}`,
  OfflineWaits: (w) =>
    `${w.vehicle} told afterwards${atLane(w)}: another lane has still to tell what came before`,
  OfflineSettled: () => 'What lanes did on their own fits the books now',
  LeftOffline: (w) =>
    `${w.vehicle} left while the lane was cut off${atLane(w)}, ${w.amount} not paid`,
  PlateBlocked: (w) =>
    `${w.vehicle} blocked${w.until === '' ? '' : ` until ${w.until}`}${because(w.reason)}`,
  PlateUnblocked: (w) => `${w.vehicle} not blocked any more${because(w.reason)}`,
  ReservationBooked: (w) =>
    `Reservation ${w.ticket} booked${w.slot === '' ? '' : ` for ${w.slot}`}`,
  ReservationChanged: (w) => `Reservation ${w.ticket} changed`,
  ReservationHeld: (w) =>
    `${w.slot === '' ? 'A slot' : `Slot ${w.slot}`} is kept for reservation ${w.ticket}`,
  ReservationCancelled: (w) => `Reservation ${w.ticket} cancelled${because(w.reason)}`,
  ReservationMissed: (w) => `Nobody came for reservation ${w.ticket}`,
  ReservationFeeWaived: (w) => `Fee of reservation ${w.ticket} waived${because(w.reason)}`,
  CashMoved: (w) => `${w.amount} ${w.move}${because(w.reason)}`,
  ShiftClosed: (w) =>
    `Shift closed, ${w.amount} counted${w.difference === '' ? '' : ` (${w.difference})`}`,
} satisfies Record<EventType, (words: FeedWords) => string>;
