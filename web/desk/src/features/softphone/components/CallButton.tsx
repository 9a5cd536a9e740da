import type { ReactNode } from 'react';
import type { ShortcutName } from '@/lib/keyboard';
import { ShortcutTip } from '@/ui/ShortcutTip';
import styles from './CallBar.module.css';

interface Props {
  icon: ReactNode;
  label: string;
  of?: ShortcutName;
  isOn?: boolean;
  isDanger?: boolean;
  isExpanded?: boolean;
  disabled?: boolean;
  onClick?: () => void;
}

// As on a telephone: a large target, its word below.
export function CallButton({ icon, label, of, isOn, isDanger, isExpanded, disabled, onClick }: Props) {
  const looks = [styles.button, isOn && styles.isOn, isDanger && styles.danger].filter(Boolean).join(' ');
  return (
    <ShortcutTip title={label} of={of}>
      <button
        type="button"
        className={looks}
        disabled={disabled}
        aria-expanded={isExpanded}
        onClick={onClick}
      >
        <span aria-hidden="true">{icon}</span>
        <span>{label}</span>
      </button>
    </ShortcutTip>
  );
}
