import type { ReactNode } from 'react';

// Something wide that scrolls sideways, also by the keyboard.
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div tabIndex={0} role="region" aria-label={label} style={{ overflowX: 'auto' }}>
      {children}
    </div>
  );
}
