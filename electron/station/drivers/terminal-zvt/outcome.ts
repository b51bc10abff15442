import type { ChargeFailureCode, ChargeReference } from '../terminal-words.ts';
import type { ChargeOutcome } from './memory.ts';
import { RESULT_CANCELLED, RESULTS_BUSY, RESULTS_CURRENCY, resultWords } from './result-words.ts';
import type { StatusInformation } from './status-information.ts';

/** What was captured, as the terminal says it. The amount is its own; only a silent terminal's is ours. */
export function captured(info: StatusInformation, orderedMinor: number): ChargeOutcome {
  return {
    outcome: 'captured',
    amountMinor: info.amountMinor ?? orderedMinor,
    reference: referenceOf(info),
  };
}

/** Why the terminal captured nothing, from its result code and its own words. */
export function failed(code: number, text = ''): ChargeOutcome {
  const words = resultWords(code);
  return {
    outcome: 'failed',
    code: failureCode(code),
    detail: text === '' ? words : `${words} (${text})`,
  };
}

function failureCode(code: number): ChargeFailureCode {
  if (code === RESULT_CANCELLED) return 'cancelled';
  if (RESULTS_BUSY.has(code)) return 'busy';
  return RESULTS_CURRENCY.has(code) ? 'currency-mismatch' : 'declined';
}

function referenceOf(info: StatusInformation): ChargeReference {
  return {
    terminalId: info.terminalId ?? '',
    terminalReceipt: info.receipt ?? '',
    trace: info.trace ?? '',
    cardName: info.cardName,
  };
}
