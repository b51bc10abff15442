/** What is said where the lot refuses something about members. */
export const membershipRefusals = {
  'plan-unknown': { what: 'There is no such plan.', todo: 'Choose another plan.' },
  'plan-retired': { what: 'This plan is not offered any more.', todo: 'Choose another plan.' },
  'group-unknown': { what: 'There is no such tenant.', todo: 'Choose another tenant.' },
  'membership-unknown': {
    what: 'There is no such membership.',
    todo: 'Look it up by name or plate.',
  },
  'membership-ended': { what: 'The membership has ended.', todo: 'Start a new one.' },
  'membership-suspended': {
    what: 'The membership is suspended.',
    todo: 'Resume it, or give the driver a ticket.',
  },
  'membership-unpaid': {
    what: 'The membership has not been paid yet.',
    todo: 'Take its fee first.',
  },
  'membership-expired': {
    what: 'The membership has expired.',
    todo: 'Take the fee of its next period.',
  },
  'membership-not-now': {
    what: 'The membership does not hold at this time.',
    todo: 'Give the driver a ticket.',
  },
  'membership-class': {
    what: 'The membership does not cover this class of vehicle.',
    todo: 'Give the driver a ticket.',
  },
  'membership-entries': {
    what: 'The entries of the membership are used up.',
    todo: 'Renew it, or give the driver a ticket.',
  },
  'membership-quota': {
    what: 'As many of this member’s vehicles are inside as may be.',
    todo: 'If one of them has left unseen, free the credential under Memberships.',
  },
  'membership-group-full': {
    what: 'The tenant’s quota is used up.',
    todo: 'Give the driver a ticket.',
  },
  'membership-plates': { what: 'The plan does not allow that many plates.', todo: 'Take one out.' },
  'membership-starts-late': {
    what: 'A membership starts today or within a year.',
    todo: 'Choose another first day.',
  },
  'membership-paid-ahead': {
    what: 'The membership is paid for more than a year ahead.',
    todo: 'Renew it later.',
  },
  'plate-in-membership': {
    what: 'This plate belongs to another membership.',
    todo: 'Take it out there first.',
  },
  'card-in-membership': {
    what: 'This card belongs to another membership.',
    todo: 'Take it out there first.',
  },
  'nothing-stale': { what: 'No stay of this credential is open.', todo: '' },
  'plate-blocked': {
    what: 'This vehicle is on the block list.',
    todo: 'Look up why under Memberships, Block list.',
  },
  'plate-not-blocked': { what: 'This plate is not on the block list.', todo: '' },
  'until-past': { what: 'That time lies in the past.', todo: 'Choose a later one.' },
};
