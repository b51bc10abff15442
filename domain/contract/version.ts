/**
 * The version of what travels between the station and everybody else. Raise it, and pin the new hash
 * in `electron/station/api/wire-pin.test.ts`, whenever the contract changes.
 */
export const CONTRACT_VERSION = '1.38.0';
