import { ORPCError, ValidationError } from '@orpc/server';
import { REFUSAL_CODES, type Refusal, type RefusalCode } from '#domain/lot/words.ts';
import { CARD_NUMBER } from '#domain/payment/free-text.ts';
import { CommandIdReused, StationBusy, StationHalted } from '../runtime/lot-service.ts';
import { refusalStatus } from './refusal-status.ts';

/** What the API itself turns away, beside the lot's refusals. */
const STATUS = {
  malformed: 400,
  'idempotency-key-invalid': 400,
  unauthorized: 401,
  'sign-in-wrong': 401,
  'token-wrong': 401,
  forbidden: 403,
  'only-local': 403,
  'origin-refused': 403,
  'lot-unknown': 404,
  'user-unknown': 404,
  'receipt-unknown': 404,
  'picture-unknown': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'format-unavailable': 406,
  'nothing-changed': 409,
  'nothing-to-scan': 409,
  'no-tls': 409,
  'no-token': 409,
  'field-changed': 409,
  'user-exists': 409,
  'user-last-admin': 409,
  'users-full': 409,
  'admin-exists': 409,
  'not-simulated': 409,
  'lot-not-opened': 409,
  'body-too-large': 413,
  'media-unsupported': 415,
  'host-refused': 421,
  invalid: 422,
  'card-number': 422,
  'idempotency-key-reused': 422,
  'sign-in-wait': 429,
  'watches-full': 429,
  internal: 500,
  'not-sent': 502,
  'device-failed': 502,
  busy: 503,
  halted: 503,
} as const;
export type ApiErrorCode = keyof typeof STATUS;

export interface InvalidField {
  /** Such as `action.untilAt`; empty for the whole input. */
  readonly path: string;
  readonly message: string;
}

/** What goes beside code and message; over REST its fields stand next to them. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An error as every transport tells it: a code for programs, a sentence for people. */
export function apiError(
  code: ApiErrorCode,
  message: string,
  details: ErrorDetails = {},
): ORPCError<string, ErrorDetails> {
  return new ORPCError<string, ErrorDetails>(code, {
    status: STATUS[code],
    message,
    data: details,
  });
}

/** A lot's refusal as an error with its own code. */
export function refusalError({ code, message }: Refusal): ORPCError<string, ErrorDetails> {
  return new ORPCError<string, ErrorDetails>(code, {
    status: refusalStatus(code),
    message,
    data: {},
  });
}

/**
 * What a caller is told about something thrown. Null for a fault of the station, which is logged and
 * told without details.
 */
export function toTellable(error: unknown): ORPCError<string, unknown> | null {
  if (error instanceof StationBusy) return apiError('busy', error.message);
  if (error instanceof StationHalted) return apiError('halted', error.message);
  if (error instanceof CommandIdReused) return apiError('idempotency-key-reused', error.message);
  if (isLotNotOpened(error)) return notOpened(error);
  if (!(error instanceof ORPCError)) return null;
  if (error.code === 'BAD_REQUEST') return invalidInput(error.cause);
  return error.status >= 500 && error.code.toUpperCase() === error.code ? null : error;
}

/** The host turned a lot file away: an error with a refusal's code, which it throws by this name. */
function isLotNotOpened(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && error.name === 'LotNotOpened' && 'code' in error;
}

function notOpened({ code, message }: { readonly code: string; readonly message: string }) {
  const isRefusal = REFUSAL_CODES.some((known) => known === code);
  if (isRefusal) return refusalError({ code: code as RefusalCode, message });
  return apiError(code === 'not-simulated' ? 'not-simulated' : 'lot-not-opened', message);
}

function invalidInput(cause: unknown): ORPCError<string, ErrorDetails> {
  if (!(cause instanceof ValidationError)) {
    return apiError('malformed', 'The request cannot be read: its body is not what was announced.');
  }
  const issues = cause.issues.slice(0, 20).map(
    (issue): InvalidField => ({
      path: (issue.path ?? [])
        .map((step) => String(typeof step === 'object' ? step.key : step))
        .join('.'),
      message: issue.message,
    }),
  );
  const [first] = issues;
  const where = first === undefined || first.path === '' ? 'the input' : first.path;
  // It must not be kept by anybody on the way, so it is said by a code of its own.
  const code = issues.some(({ message }) => message === CARD_NUMBER) ? 'card-number' : 'invalid';
  return apiError(code, `${where}: ${first?.message ?? 'not valid'}`, { issues });
}

/** The REST body of an error: `{code, message, …}`. Codes are spelt in lower case with hyphens. */
export function restBody(error: ORPCError<string, unknown>): Record<string, unknown> {
  const told = toTellable(error) ?? internalError();
  const details = typeof told.data === 'object' && told.data !== null ? told.data : {};
  const code = told.code.toLowerCase().replaceAll('_', '-');
  return { ...details, code, message: told.message };
}

export function internalError(): ORPCError<string, ErrorDetails> {
  return apiError('internal', 'Something went wrong in the station. Its log says what.');
}
