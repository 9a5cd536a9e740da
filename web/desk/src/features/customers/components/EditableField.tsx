import { App as AntApp, Input } from 'antd';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useProblemText } from '@/ui/use-problem-text';
import styles from './CustomerPanel.module.css';

interface Props {
  label: string;
  value: string;
  placeholder?: string;
  isLong?: boolean;
  onSave: (value: string) => Promise<void>;
}

// Looks like text until somebody writes in it; saved on leaving, put back by Escape.
export function EditableField({ label, value, placeholder = '—', isLong = false, onSave }: Props) {
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [edited, setEdited] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);

  const save = async () => {
    const next = edited?.trim();
    if (next === undefined || next === value) return setEdited(null);
    setSaving(true);
    try {
      await onSave(next);
      setEdited(null);
    } catch (error) {
      void message.error(problemText(error));
    } finally {
      setSaving(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') setEdited(null);
    if (event.key === 'Enter' && !isLong) event.currentTarget.blur();
  };
  const shared = {
    value: edited ?? value,
    variant: 'filled' as const,
    size: 'small' as const,
    disabled: isSaving,
    placeholder,
    onBlur: () => void save(),
    onKeyDown,
  };
  return (
    <label className={styles.field}>
      <span>{label}</span>
      {isLong ? (
        <Input.TextArea
          {...shared}
          autoSize={{ minRows: 1, maxRows: 6 }}
          onChange={(event) => setEdited(event.target.value)}
        />
      ) : (
        <Input {...shared} onChange={(event) => setEdited(event.target.value)} />
      )}
    </label>
  );
}
