import { z } from 'zod';
import { ID_PATTERN } from '../../kernel/ids.ts';

export const idSchema = z
  .string()
  .regex(ID_PATTERN, 'an id of lower-case letters, digits and hyphens');
const labelSchema = z.string().min(1).max(60);

/** What every device has: its id in the lot and what people call it. */
export const deviceHead = { id: idSchema, label: labelSchema } as const;
