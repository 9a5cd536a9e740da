import { Tooltip } from 'antd';
import type { ReactElement } from 'react';
import type { ShortcutName } from '@/lib/keyboard';
import { Keys } from './Keys';

interface Props {
  title: string;
  of?: ShortcutName;
  children: ReactElement;
}

// What a button does and which key does the same.
export function ShortcutTip({ title, of, children }: Props) {
  const text = (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
      {title}
      {of && <Keys of={of} />}
    </span>
  );
  return (
    <Tooltip title={text} mouseEnterDelay={0.4}>
      {children}
    </Tooltip>
  );
}
