import { unreachable } from '../kernel/assert.ts';
import type { Command } from './command.ts';
import { decideAcknowledge, decideDevice } from './decide/alarm.ts';
import { decideEntry, decideRead, decideReadAnswer } from './decide/entry.ts';
import { decideExit, decideScan } from './decide/exit.ts';
import { decideOpenLot } from './decide/facility.ts';
import { decideClose, decideGate, decideHold, decideLoop, decideVend } from './decide/gate.ts';
import { decidePayment } from './decide/payment.ts';
import { decideCloseSession } from './decide/session.ts';
import { decideCloseShift, decideOpenShift } from './decide/shift.ts';
import { decideOverride, decidePresence, decideUndo } from './decide/slot.ts';
import { decideTick } from './decide/tick.ts';
import type { Decision } from './decision.ts';
import type { LotState } from './state.ts';

/**
 * What a command comes to. Pure: reads the state, changes nothing; time, ids and who is asking arrive
 * inside the command. A refusal is a value, never an exception.
 */
export function decide(state: LotState, command: Command): Decision {
  switch (command.type) {
    case 'OpenLot':
      return decideOpenLot(state, command);
    case 'ReportLoop':
      return decideLoop(state, command);
    case 'ReportGate':
      return decideGate(state, command);
    case 'ReportPlate':
      return decideRead(state, command);
    case 'ReportScan':
      return decideScan(state, command);
    case 'ReportPresence':
      return decidePresence(state, command);
    case 'ReportDevice':
      return decideDevice(state, command);
    case 'RequestEntry':
      return decideEntry(state, command);
    case 'RequestExit':
      return decideExit(state, command);
    case 'AnswerRead':
      return decideReadAnswer(state, command);
    case 'CloseSession':
      return decideCloseSession(state, command);
    case 'TakePayment':
      return decidePayment(state, command);
    case 'VendGate':
      return decideVend(state, command);
    case 'HoldGate':
      return decideHold(state, command);
    case 'CloseGate':
      return decideClose(state, command);
    case 'OverrideSlot':
      return decideOverride(state, command);
    case 'UndoOverride':
      return decideUndo(state, command);
    case 'AcknowledgeAlarm':
      return decideAcknowledge(state, command);
    case 'OpenShift':
      return decideOpenShift(state, command);
    case 'CloseShift':
      return decideCloseShift(state, command);
    case 'Tick':
      return decideTick(state, command);
    default:
      return unreachable(command);
  }
}
