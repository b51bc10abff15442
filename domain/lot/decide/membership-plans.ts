import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** A new plan, or other terms of one, which hold for its members from now on. */
export function decideSavePlan(state: LotState, command: CommandOf<'SavePlan'>): Decision {
  const { planId, terms } = command;
  if (planId === null) return happened({ type: 'PlanSaved', planId: idFrom(command, 'pl'), terms });
  const plan = state.memberships.plans.get(planId);
  if (plan === undefined) return refused('plan-unknown', planId);
  if (JSON.stringify(plan.terms) === JSON.stringify(terms)) return NOTHING;
  return happened({ type: 'PlanSaved', planId, terms });
}

/** Members keep a retired plan; nobody else can start with it. */
export function decideRetirePlan(state: LotState, command: CommandOf<'RetirePlan'>): Decision {
  const { planId, retired } = command;
  const plan = state.memberships.plans.get(planId);
  if (plan === undefined) return refused('plan-unknown', planId);
  return plan.retired === retired ? NOTHING : happened({ type: 'PlanRetired', planId, retired });
}

export function decideSaveGroup(state: LotState, command: CommandOf<'SaveGroup'>): Decision {
  const { groupId, terms } = command;
  if (groupId === null)
    return happened({ type: 'GroupSaved', groupId: idFrom(command, 'gr'), terms });
  const group = state.memberships.groups.get(groupId);
  if (group === undefined) return refused('group-unknown', groupId);
  if (JSON.stringify(group.terms) === JSON.stringify(terms)) return NOTHING;
  return happened({ type: 'GroupSaved', groupId, terms });
}
