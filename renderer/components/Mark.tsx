/** The product's mark: a raised barrier over a lane. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect x="3" y="10" width="5" height="11" rx="1" fill="currentColor" />
      <path d="M6 11 L20 3" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M11 21 H21" stroke="currentColor" strokeWidth="2" opacity="0.5" />
    </svg>
  );
}
