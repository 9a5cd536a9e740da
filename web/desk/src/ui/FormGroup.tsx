import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './ResourceForm.module.css';

export function FormGroup({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className={styles.group} role="group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {help && <p className={styles.groupHelp}>{help}</p>}
      {children}
    </div>
  );
}

export function FormPair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>;
}
