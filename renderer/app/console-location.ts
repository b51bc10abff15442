import { navigate as navigateHash, useHashLocation } from 'wouter/use-hash-location';

/**
 * Where the console is: the screen stands behind `#`, what it looks at before it. A way to a screen that
 * names nothing to look at leaves nothing of the screen before in the address.
 */
export function useConsoleLocation(): [string, typeof navigateHash] {
  const [path] = useHashLocation();
  return [path, navigate];
}

/** How links are written into the page, so that they may be opened beside it as well. */
useConsoleLocation.hrefs = (to: string): string => {
  const [path, search = ''] = to.split('?');
  return `?${search}#${path}`;
};

const navigate: typeof navigateHash = (to, options) =>
  navigateHash(to.includes('?') ? to : `${to}?`, options);
