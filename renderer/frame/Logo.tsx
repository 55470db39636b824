/** Three bars, the tallest in accent. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="11" width="4" height="8" rx="1" fill="var(--text3)" />
      <rect x="8" y="6" width="4" height="13" rx="1" fill="var(--text3)" />
      <rect x="15" y="1" width="4" height="18" rx="1" fill="var(--accent)" />
    </svg>
  );
}
