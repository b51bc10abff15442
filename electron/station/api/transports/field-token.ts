/**
 * Whatever may be a device's token in a request: `Authorization: Token …`, `Bearer …`, `Basic …` (as
 * password, or as user name), or the query's `token`.
 */
export function tokensOf(authorization: string | undefined, query?: unknown): readonly string[] {
  const [scheme = '', value = ''] = (authorization ?? '').trim().split(/\s+/, 2);
  const inQuery = typeof query === 'string' ? [query] : [];
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return [value, ...inQuery];
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      const colon = pair.indexOf(':');
      return colon === -1 ? inQuery : [pair.slice(colon + 1), pair.slice(0, colon), ...inQuery];
    }
    default:
      return inQuery;
  }
}
