import type { MembershipEvent } from '../event/membership.ts';
import type { Evolvers } from '../evolvers.ts';

export const membershipEvolvers: Evolvers<MembershipEvent> = {};
