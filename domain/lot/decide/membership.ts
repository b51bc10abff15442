import type { MembershipCommand } from '../command/membership.ts';
import type { Deciders } from '../deciders.ts';
import { decideBlockPlate, decideUnblockPlate } from './membership-block.ts';
import {
  decideChangeMembership,
  decideEndMembership,
  decideRenew,
  decideResume,
  decideStartMembership,
  decideSuspend,
} from './membership-life.ts';
import { decideWaiveDebt } from './membership-money.ts';
import { decideResync } from './membership-passback.ts';
import { decideRetirePlan, decideSaveGroup, decideSavePlan } from './membership-plans.ts';

export { membershipDue, membershipPaid, membershipTakes } from './membership-money.ts';

export const membershipDeciders: Deciders<MembershipCommand> = {
  SavePlan: decideSavePlan,
  RetirePlan: decideRetirePlan,
  SaveGroup: decideSaveGroup,
  StartMembership: decideStartMembership,
  ChangeMembership: decideChangeMembership,
  RenewMembership: decideRenew,
  SuspendMembership: decideSuspend,
  ResumeMembership: decideResume,
  EndMembership: decideEndMembership,
  WaiveDebt: decideWaiveDebt,
  ResyncCredential: decideResync,
  BlockPlate: decideBlockPlate,
  UnblockPlate: decideUnblockPlate,
};
