import { CloseOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Progress, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '@/lib/preferences';
import styles from './Prompts.module.css';
import { useUploads } from './use-uploads';

const accepted = '.wav,.ogg,.oga,.opus,.flac,audio/wav,audio/ogg,audio/flac,audio/opus';

// Files are chosen or dropped; each shows how far it is, and why it was refused.
export function UploadArea() {
  const { t, i18n } = useTranslation('prompts');
  const [language, setLanguage] = useState<string>(i18n.language);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const label = useId();
  const { items, add, remove } = useUploads();
  return (
    <section
      className={styles.upload}
      data-over={isOver}
      aria-label={t('upload')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer.files, language);
      }}
    >
      <div className={styles.choose}>
        <Button type="primary" icon={<UploadOutlined />} onClick={() => input.current?.click()}>
          {t('upload')}
        </Button>
        <label htmlFor={label}>{t('spoken_in')}</label>
        <Select
          id={label}
          value={language}
          options={[...languages, { value: '', label: t('every_language') }]}
          style={{ width: 190 }}
          onChange={setLanguage}
        />
        <span className="quiet">{t('upload_help')}</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={accepted}
          aria-label={t('upload')}
          onChange={(event) => {
            add(event.target.files ?? [], language);
            event.target.value = '';
          }}
        />
      </div>
      {items.length > 0 && (
        <ul aria-live="polite">
          {items.map(({ key, name, share, failure }) => (
            <li key={key}>
              <span className="ellipsis">{name}</span>
              {failure ? (
                <span role="alert" className={styles.failure}>
                  {failure}
                </span>
              ) : (
                <Progress percent={Math.round(share * 100)} size="small" aria-label={name} />
              )}
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t(failure ? 'dismiss' : 'cancel_upload', { name })}
                onClick={() => remove(key)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
