import { useCallback, useEffect } from 'react';
import { useSearchParams } from 'wouter';
import { useLot } from '../link/hooks.ts';

/** Names of the address with their values; null takes a name out. */
export type AddressPart = Readonly<Record<string, string | null>>;

export interface Address {
  readonly params: URLSearchParams;
  /** Changes some names and leaves the others. `leap`: a step that the way back leads over. */
  set(part: AddressPart, options?: { readonly leap: boolean }): void;
}

/**
 * What a screen looks at, kept in its address with the lot: a reload and a link show the same. Everything
 * in it comes from outside, so whoever reads it takes only what makes sense.
 */
export function useAddress(): Address {
  const { id: lotId } = useLot();
  const [params, setParams] = useSearchParams();
  const set = useCallback<Address['set']>(
    (part, { leap } = { leap: false }) =>
      setParams((before) => withPart(before, part), { replace: !leap }),
    [setParams],
  );
  const isOfThisLot = params.get('lot') === lotId;
  useEffect(() => {
    if (!isOfThisLot) set({ lot: lotId });
  }, [isOfThisLot, lotId, set]);
  return { params, set };
}

/** The lot that an address names; null where it names none. */
export function lotInAddress(): string | null {
  return new URLSearchParams(window.location.search).get('lot');
}

function withPart(before: URLSearchParams, part: AddressPart): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(part))
    if (value === null) after.delete(name);
    else after.set(name, value);
  return after;
}
