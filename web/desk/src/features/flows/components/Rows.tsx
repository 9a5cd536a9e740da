import { DeleteOutlined, DownOutlined, PlusOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldProblem } from './Field';
import styles from './Editor.module.css';

interface Props<T> {
  // As problems name the list: "options".
  at: string;
  label: string;
  addText: string;
  items: readonly T[];
  least?: number;
  most?: number;
  made: (items: readonly T[]) => T;
  onChange: (items: T[]) => void;
  children: (item: T, index: number, change: (part: Partial<T>) => void) => ReactNode;
}

// A list within a step, in an order that means something: options, cases, shares.
export function Rows<T>({
  at,
  label,
  addText,
  items,
  least = 0,
  most = 16,
  made,
  onChange,
  children,
}: Props<T>) {
  const { t } = useTranslation('flows');
  const problem = useFieldProblem(at);
  const moved = (index: number, by: number) => {
    const next = [...items];
    const [item] = next.splice(index, 1);
    if (item !== undefined) next.splice(index + by, 0, item);
    onChange(next);
  };
  return (
    <fieldset className={styles.rows}>
      <legend>{label}</legend>
      {items.map((item, index) => (
        <div key={index} className={styles.row}>
          <div className={styles.rowFields}>
            {children(item, index, (part) =>
              onChange(items.map((each, i) => (i === index ? { ...each, ...part } : each))),
            )}
          </div>
          <div className={styles.rowButtons}>
            <Button
              type="text"
              size="small"
              icon={<UpOutlined />}
              disabled={index === 0}
              aria-label={t('row.up', { number: index + 1 })}
              onClick={() => moved(index, -1)}
            />
            <Button
              type="text"
              size="small"
              icon={<DownOutlined />}
              disabled={index === items.length - 1}
              aria-label={t('row.down', { number: index + 1 })}
              onClick={() => moved(index, 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              disabled={items.length <= least}
              aria-label={t('row.remove', { number: index + 1 })}
              onClick={() => onChange(items.filter((_, i) => i !== index))}
            />
          </div>
        </div>
      ))}
      {problem && (
        <p role="alert" className={styles.wrong}>
          {problem}
        </p>
      )}
      <Button
        type="dashed"
        size="small"
        block
        icon={<PlusOutlined />}
        disabled={items.length >= most}
        onClick={() => onChange([...items, made(items)])}
      >
        {addText}
      </Button>
    </fieldset>
  );
}
