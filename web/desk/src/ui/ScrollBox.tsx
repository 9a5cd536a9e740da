import type { CSSProperties, ReactNode } from 'react';
import styles from './ScrollBox.module.css';

interface Props {
  label: string;
  minWidth?: number; // of the table inside, px: narrower than that it scrolls
  children: ReactNode;
}

// Something wide that scrolls sideways, also by the keyboard.
export function ScrollBox({ label, minWidth = 0, children }: Props) {
  const width = { '--table-width': `${minWidth}px` } as CSSProperties;
  return (
    <div tabIndex={0} role="region" aria-label={label} className={styles.box} style={width}>
      {children}
    </div>
  );
}
