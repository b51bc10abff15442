import type { ValidationCommand } from '../command/validation.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import { decideApply, decideWithdraw } from './validation-apply.ts';
import { decideCancelCodes, decideIssueCodes } from './validation-codes.ts';

/** A shop, new or changed. What it has given so far keeps the terms it was given by. */
export function decideSaveShop(state: LotState, command: CommandOf<'SaveShop'>): Decision {
  const { terms } = command;
  const held = command.shopId === null ? undefined : state.validations.shops.get(command.shopId);
  if (command.shopId !== null && held === undefined) return refused('shop-unknown', command.shopId);
  if (held !== undefined && JSON.stringify(held.terms) === JSON.stringify(terms)) return NOTHING;
  return happened({ type: 'ShopSaved', shopId: command.shopId ?? idFrom(command, 'sh'), terms });
}

export const validationDeciders: Deciders<ValidationCommand> = {
  SaveShop: decideSaveShop,
  IssueValidationCodes: decideIssueCodes,
  CancelValidationCodes: decideCancelCodes,
  ApplyValidation: decideApply,
  WithdrawValidation: decideWithdraw,
};
