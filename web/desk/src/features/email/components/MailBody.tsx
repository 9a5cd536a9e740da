import { EllipsisOutlined, PictureOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailView } from '@/lib/contract';
import { mailHtml } from '../state/mail-html';
import { MailFrame } from './MailFrame';
import styles from './Email.module.css';

// The words of one mail: HTML in its frame, or plain text; what it quotes is folded, remote images wait.
export function MailBody({ mail }: { mail: MailView }) {
  const { content } = mail;
  const { t } = useTranslation('email');
  const [showsImages, setShowsImages] = useState(false);
  const [showsQuotes, setShowsQuotes] = useState(false);
  const shown = useMemo(
    () => content.html && mailHtml(content.html, { mailId: mail.id, files: mail.files, showsImages }),
    [content.html, mail.id, mail.files, showsImages],
  );
  const hasQuotes = shown ? shown.hasQuotes : content.quoted !== '';
  return (
    <div className={styles.body}>
      {shown && content.remote_images > 0 && !showsImages && (
        <p className={styles.images}>
          <PictureOutlined /> {t('images_hidden', { count: content.remote_images })}
          <Button size="small" onClick={() => setShowsImages(true)}>
            {t('show_images')}
          </Button>
        </p>
      )}
      {shown ? (
        <MailFrame
          title={t('words_of', { subject: mail.subject || t('no_subject') })}
          html={shown.html}
          showsQuotes={showsQuotes}
        />
      ) : (
        <div className={styles.plain} dir="auto">
          {content.text}
          {content.signature && <span className="quiet">{`\n-- \n${content.signature}`}</span>}
          {showsQuotes && <blockquote>{content.quoted}</blockquote>}
        </div>
      )}
      {hasQuotes && (
        <Button
          size="small"
          className={styles.fold}
          icon={<EllipsisOutlined />}
          aria-expanded={showsQuotes}
          aria-label={t(showsQuotes ? 'hide_quoted' : 'show_quoted')}
          title={t(showsQuotes ? 'hide_quoted' : 'show_quoted')}
          onClick={() => setShowsQuotes(!showsQuotes)}
        />
      )}
      {content.is_cut && <p className="quiet">{t('is_cut')}</p>}
    </div>
  );
}
