import { CloseOutlined, PaperClipOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { UploadItem } from '@/lib/uploads';
import { useProblemText } from '@/ui/use-problem-text';
import styles from './Composer.module.css';

export function UploadChips({ items, onRemove }: { items: UploadItem[]; onRemove: (key: string) => void }) {
  const { t } = useTranslation('interactions');
  const problemText = useProblemText();
  if (items.length === 0) return null;
  return (
    <ul className={styles.chips}>
      {items.map((item) => (
        <li key={item.key} className={item.failure ? styles.failed : undefined}>
          {item.failure ? <WarningOutlined /> : <PaperClipOutlined />}
          <span className="ellipsis" title={item.name}>
            {item.name}
          </span>
          {item.failure && <span>{problemText(item.failure)}</span>}
          {!item.failure && !item.attachment && (
            <Progress type="circle" size={16} percent={Math.round(item.share * 100)} aria-label={item.name} />
          )}
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('remove_file', { name: item.name })}
            onClick={() => onRemove(item.key)}
          />
        </li>
      ))}
    </ul>
  );
}
