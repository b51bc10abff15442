import type { Way } from '#domain/lane/way.ts';

/** Words for evacuations, calls for help and lanes that change their direction. */
export const laneTrouble = {
  evacuation: {
    title: 'Evacuation: every gate is open',
    facts: (since: string, reason: string, passed: string) =>
      `Since ${since} · ${reason} · ${passed}`,
    passed: (count: string) =>
      count === '1' ? '1 vehicle has passed' : `${count} vehicles have passed`,
    calling: 'The fire panel still reports an alarm.',
    start: 'Open every gate (evacuation)',
    startTitle: 'Open every gate',
    startHint: 'All gates go up and stay up, nobody is let in, and nobody is asked for money.',
    startConfirm: 'Open every gate',
    startReasons: ['Fire', 'Smoke', 'Gas', 'Evacuation drill'],
    started: 'Every gate is told to open.',
    end: 'End evacuation',
    endTitle: 'End the evacuation',
    endHint: 'Gates close as soon as nothing is under them. Those that are held open stay open.',
    endReasons: ['All clear by the fire brigade', 'False alarm', 'Drill is over'],
    ended: 'The evacuation is over.',
  },
  call: {
    title: 'A driver asks for help',
    since: (time: string) => `Called at ${time}`,
    answered: (name: string) => `${name} has answered`,
    answer: 'Answer',
    open: 'Open…',
    end: 'End call',
    done: (lane: string) => `The call at ${lane} is over.`,
    taken: (lane: string) => `You have answered ${lane}.`,
  },
  turn: {
    button: 'Turn…',
    hint: 'Let it lead the other way; it turns as soon as it is clear',
    title: (lane: string) => `Turn ${lane}`,
    dialogHint:
      'Nobody new is served until the lane is clear and its gate is closed. Then it turns.',
    direction: 'Direction',
    ways: { entry: 'In', exit: 'Out', schedule: 'By schedule' } satisfies Record<
      Way | 'schedule',
      string
    >,
    confirm: 'Turn',
    reasons: ['Queue outside', 'Queue inside', 'Event is over', 'Other lane is broken'],
    done: (lane: string) => `${lane} turns as soon as it is clear.`,
    turning: { entry: 'Turning to entry', exit: 'Turning to exit' } satisfies Record<Way, string>,
    leads: { entry: 'leads in', exit: 'leads out' } satisfies Record<Way, string>,
    byHand: 'by hand',
  },
};

/** What is said when a lane is asked what it cannot do now. */
export const laneRefusals = {
  evacuation: {
    what: 'The car park is being evacuated.',
    todo: 'End the evacuation first, when it is safe.',
  },
  'no-evacuation': { what: 'The car park is not being evacuated.', todo: '' },
  'fire-input-on': {
    what: 'The fire panel still reports an alarm.',
    todo: 'Have the panel reset, then end the evacuation.',
  },
  'no-call': { what: 'Nobody calls from this lane any more.', todo: '' },
  'lane-turning': {
    what: 'The lane is changing its direction.',
    todo: 'Wait until it has turned, or send the vehicle to another lane.',
  },
  'offline-gap': {
    what: 'Events of the lane controller are missing.',
    todo: 'Look through its own log for the time it was cut off.',
  },
  'offline-renumbered': {
    what: 'The lane controller began its numbers again.',
    todo: 'Compare its own log with the journal, and let it choose a new epoch when it has lost its count.',
  },
  'offline-unreadable': {
    what: 'The lane controller told something that cannot be read.',
    todo: 'Look at its traffic in the device centre, and through its own log.',
  },
  'no-right': {
    what: 'A vehicle was let in without a ticket, and nothing that it showed gives it a right.',
    todo: 'It is inside and pays by its plate: tell the exits.',
  },
  'nothing-shown': {
    what: 'A vehicle was let through without showing anything.',
    todo: 'Look at the picture, and find its stay among those inside.',
  },
  'lane-not-reversible': { what: 'This lane leads one way only.', todo: '' },
};
