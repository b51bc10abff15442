import { z } from 'zod';
import { ID_PATTERN } from '../../kernel/ids.ts';
import { POSITIONS } from '../../lane/repeated-read.ts';

export const idSchema = z
  .string()
  .regex(ID_PATTERN, 'an id of lower-case letters, digits and hyphens');
const labelSchema = z.string().min(1).max(60);

/** Which end of a vehicle a camera sees, where the lane has a camera for each. */
export const cameraPosition = z.enum(POSITIONS).optional();

/** What every device has: its id in the lot and what people call it. */
export const deviceHead = { id: idSchema, label: labelSchema } as const;
