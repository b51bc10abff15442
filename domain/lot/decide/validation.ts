import type { ValidationCommand } from '../command/validation.ts';
import type { Deciders } from '../deciders.ts';

export const validationDeciders: Deciders<ValidationCommand> = {};
