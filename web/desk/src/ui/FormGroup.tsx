import type { ReactNode } from 'react';
import styles from './ResourceForm.module.css';

export function FormGroup({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {help && <p className={styles.groupHelp}>{help}</p>}
      {children}
    </fieldset>
  );
}

export function FormPair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>;
}
