import { extname, resolve, sep } from 'node:path';

/** The console's own scheme and host: a strict origin, which `file://` is not. */
export const CONSOLE_SCHEME = 'app';
export const CONSOLE_HOST = 'gatehouse';
export const CONSOLE_URL = `${CONSOLE_SCHEME}://${CONSOLE_HOST}/`;

/**
 * Finds the built file behind an address of the console.
 *
 * @param root absolute folder of the built console
 * @param address full address, such as `app://gatehouse/assets/index.js`
 * @returns the file's absolute path, or undefined for anything outside of the console; an address
 *   without an extension is a screen of the console, which `index.html` shows
 */
export function consoleFile(root: string, address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${CONSOLE_SCHEME}:` || url.host !== CONSOLE_HOST) {
    return undefined;
  }
  const path = decodePath(url.pathname);
  if (path === undefined) return undefined;
  const file = resolve(root, `.${path}`);
  if (!`${file}${sep}`.startsWith(`${resolve(root)}${sep}`)) return undefined;
  return extname(file) === '' ? resolve(root, 'index.html') : file;
}

function decodePath(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    // A stray percent sign names no file of ours.
    return undefined;
  }
}

/**
 * What the console's pages may load. Styles may stand inline because the component kit writes
 * them; scripts may not. Plate pictures come from the station, once its address is known.
 *
 * @param stationUrl such as `http://127.0.0.1:4700`, or undefined before the station serves
 */
export function contentSecurityPolicy(stationUrl: string | undefined): string {
  const pictures = ["'self'", 'data:', 'blob:', ...(stationUrl === undefined ? [] : [stationUrl])];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src ${pictures.join(' ')}`,
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
