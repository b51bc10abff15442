import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { CONSOLE_SCHEME, consoleFile, contentSecurityPolicy } from './console-origin.ts';

/** Must run before the app is ready: makes `app://` an origin of its own, like https. */
export function registerConsoleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: CONSOLE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * Serves the built console at `app://gatehouse/`, read from the program's own folder.
 *
 * @param root absolute folder of the built console
 * @param stationUrl where the station serves its plate pictures, once it does
 */
export function serveConsole(root: string, stationUrl: () => string | undefined): void {
  protocol.handle(CONSOLE_SCHEME, async (request) => {
    const file = consoleFile(root, request.url);
    if (file === undefined) return new Response('Not found', { status: 404 });
    const found = await net.fetch(pathToFileURL(file).href);
    const headers = new Headers(found.headers);
    headers.set('Content-Security-Policy', contentSecurityPolicy(stationUrl()));
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(found.body, { status: found.status, headers });
  });
}
