/**
 * `unreachable`: no answer, or one that says to come back; whether it took effect is not known.
 * `refused`: the provider said no and will say so again. `unreadable`: it answered what nobody expects.
 */
export type ProviderFaultCode = 'unreachable' | 'refused' | 'unreadable';

/** A call of a payment provider that came to nothing. The message is a sentence without secrets. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
  readonly code: ProviderFaultCode;

  constructor(code: ProviderFaultCode, message: string) {
    super(message);
    this.code = code;
  }

  /** Whether asking again later may go better. */
  get mayPass(): boolean {
    return this.code !== 'refused';
  }
}
