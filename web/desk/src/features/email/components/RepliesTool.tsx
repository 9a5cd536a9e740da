import { ThunderboltOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCannedReplies } from '@/lib/canned-replies';
import { useShortcut } from '@/lib/keyboard';
import { ShortcutTip } from '@/ui/ShortcutTip';
import styles from './Email.module.css';

// The company's texts, found by words, put where the cursor is.
export function RepliesTool({ isActive, onPick }: { isActive: boolean; onPick: (text: string) => void }) {
  const { t } = useTranslation('email');
  const { data: replies = [] } = useCannedReplies();
  const [isOpen, setOpen] = useState(false);
  const [q, setQ] = useState('');
  useShortcut('cannedReplies', () => setOpen(true), isActive);
  const words = q.trim().toLowerCase();
  const found = replies
    .filter(({ title, shortcut, text }) => `${shortcut} ${title} ${text}`.toLowerCase().includes(words))
    .slice(0, 50);
  const pick = (text: string) => {
    setOpen(false);
    setQ('');
    onPick(text);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="topLeft"
      content={
        <>
          <Input
            autoFocus
            size="small"
            value={q}
            placeholder={t('find_reply')}
            aria-label={t('find_reply')}
            onChange={({ target }) => setQ(target.value)}
            onPressEnter={() => found[0] && pick(found[0].text)}
          />
          <ul className={styles.replies}>
            {found.map(({ id, title, text }) => (
              <li key={id}>
                <button type="button" onClick={() => pick(text)}>
                  <strong>{title}</strong>
                  <div className="quiet ellipsis">{text}</div>
                </button>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="quiet">{t('no_reply_found')}</p>}
        </>
      }
    >
      <ShortcutTip title={t('replies')} of="cannedReplies">
        <Button type="text" size="small" icon={<ThunderboltOutlined />} aria-label={t('replies')} />
      </ShortcutTip>
    </Popover>
  );
}
