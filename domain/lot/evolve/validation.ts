import type { ValidationEvent } from '../event/validation.ts';
import type { Evolvers } from '../evolvers.ts';

export const validationEvolvers: Evolvers<ValidationEvent> = {};
