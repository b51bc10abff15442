/** What the system says of a line that cannot be opened or breaks, as words that a technician can act on. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/No such file|ENOENT|File not found/i, 'there is no such port. See whether it is plugged in'],
  [/Cannot lock|EBUSY|temporarily unavailable|resource busy/i, 'another program uses it'],
  [
    /Permission denied|EACCES|Access denied/i,
    'the station may not open it. Give its user the right to (on Linux: the group dialout)',
  ],
  [
    /Inappropriate ioctl|ENOTTY|Invalid argument|Unsupported baud/i,
    'it is no serial port, or does not run with these settings',
  ],
  [/ECONNREFUSED/, 'nothing listens on that port. See the port and the device’s network settings'],
  [/ENOTFOUND|EAI_AGAIN/, 'no host of that name is known. See how it is written'],
  [/EHOSTUNREACH|ENETUNREACH|EHOSTDOWN/, 'there is no way to it in the network'],
  [/ETIMEDOUT/, 'no answer'],
  [/ECONNRESET|EPIPE/, 'it broke the connection'],
];

/** The reason in plain words; what is not known stands as the system says it. */
export function lineFault(reason: string): string {
  return WORDS.find(([pattern]) => pattern.test(reason))?.[1] ?? reason;
}
