import { shortcuts } from '@/lib/keyboard';
import type { ShortcutName } from '@/lib/keyboard';
import styles from './Keys.module.css';

export function Keys({ of }: { of: ShortcutName }) {
  return <KeyCaps label={shortcuts[of].label} />;
}

export function KeyCaps({ label }: { label: string }) {
  return (
    <span className={styles.keys}>
      {label.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
