import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const ALWAYS = ['localhost', '127.0.0.1', '::1'];
const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);
/** Good on one cable alone, and nobody types them into a device. */
const LINK_LOCAL = /^(fe80:|169\.254\.)/i;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/**
 * By what this machine is reached: its own name (and that name in the local network, RFC 6762), its
 * addresses, the address that it listens on, and what the configuration adds.
 */
export function hostNames(listensOn: string, added: readonly string[]): readonly string[] {
  const own = hostname().toLowerCase();
  const local = own.includes('.') ? [own] : [own, `${own}.local`];
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address }) => address.split('%', 1)[0] ?? address)
    .filter((address) => !LINK_LOCAL.test(address));
  const given = EVERY_ADDRESS.has(listensOn) ? [] : [listensOn];
  const all = [...added, ...local, ...given, ...ALWAYS, ...addresses];
  return [...new Set(all)].filter((name) => isIP(name) !== 0 || DNS_NAME.test(name));
}
