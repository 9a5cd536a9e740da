import { FileOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { MailFile } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import styles from './Email.module.css';

// What came with it, but for the images that its text shows.
export function MailFiles({ files, isHtml }: { files: MailFile[]; isHtml: boolean }) {
  const { t } = useTranslation('email');
  const format = useFormat();
  const shown = files.filter((file) => !(isHtml && file.is_inline && file.content_id));
  if (shown.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={t('files')}>
      {shown.map((file, index) => (
        <li key={index}>
          {file.attachment_id ? (
            <a
              href={`/api/v1/attachments/${file.attachment_id}`}
              download={file.name}
              target="_blank"
              rel="noreferrer"
            >
              <FileOutlined />
              <span className="ellipsis">{file.name || file.type}</span>
              <small>{format.bytes(file.bytes)}</small>
            </a>
          ) : (
            <span title={t('file_locked')}>
              <StopOutlined />
              <span className="ellipsis">{file.name || file.type}</span>
              <small>{format.bytes(file.bytes)}</small>
              <span className="sr-only">{t('file_locked')}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
