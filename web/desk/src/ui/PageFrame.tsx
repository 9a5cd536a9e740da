import type { ReactNode } from 'react';
import styles from './PageFrame.module.css';

interface Props {
  title: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

// A page that scrolls, with a heading and what can be done on it.
export function PageFrame({ title, subtitle, actions, isWide = false, children }: Props) {
  return (
    <div className={`${styles.page} ${isWide ? styles.wide : ''}`}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1>{title}</h1>
          {subtitle && <p>{subtitle}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
