import { z } from 'zod';
import { WAYS } from '../lane/way.ts';
import { base, doneSchema, reasonSchema, write } from './shared.ts';

const laneId = z.string().min(1).max(64);
const tags = ['lanes'];

export const laneTroubleContract = {
  /** Gives a reversible lane its direction; it turns as soon as it is clear. */
  turn: base
    .route({ method: 'POST', path: '/lots/{lotId}/lanes/{laneId}/turn', tags })
    .input(write.extend({ laneId, to: z.enum([...WAYS, 'schedule']), reason: reasonSchema }))
    .output(doneSchema),
  /** Takes a driver's call for help, or ends it. Opening the gate by hand ends it as well. */
  call: base
    .route({ method: 'POST', path: '/lots/{lotId}/lanes/{laneId}/call', tags })
    .input(write.extend({ laneId, action: z.enum(['answer', 'end']) }))
    .output(doneSchema),
};

export const evacuationContract = {
  /** Opens every gate and keeps it open. */
  start: base
    .route({ method: 'POST', path: '/lots/{lotId}/evacuation', tags })
    .input(write.extend({ reason: reasonSchema }))
    .output(doneSchema),
  /** Back to work; refused while a fire panel still calls. */
  end: base
    .route({ method: 'POST', path: '/lots/{lotId}/evacuation/end', tags })
    .input(write.extend({ reason: reasonSchema }))
    .output(doneSchema),
};
