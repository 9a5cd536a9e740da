import { Modal } from 'antd';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { shortcuts, useShortcut } from '@/lib/keyboard';
import type { Shortcut, ShortcutName } from '@/lib/keyboard';
import { KeyCaps, Keys } from '@/ui/Keys';
import { HelpContext } from './help';
import styles from './Shell.module.css';

const groups: Shortcut['group'][] = ['offers', 'conversations', 'call', 'writing', 'finishing', 'everywhere'];
const names = Object.keys(shortcuts) as ShortcutName[];

export function KeyboardHelp() {
  const { t } = useTranslation('ui');
  const { isOpen, setOpen } = useContext(HelpContext);
  useShortcut('help', () => setOpen(!isOpen));
  return (
    <Modal open={isOpen} onCancel={() => setOpen(false)} footer={null} width={720} title={t('keys.title')}>
      <p className="quiet">{t('keys.hint')}</p>
      <div className={styles.keys}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`keys.groups.${group}`)}</h3>
            <dl>
              {names
                .filter((name) => shortcuts[name].group === group)
                .map((name) => (
                  <Row key={name} text={t(`keys.${name}`)} keys={<Keys of={name} />} />
                ))}
              {group === 'writing' && (
                <>
                  <Row text={t('keys.send')} keys={<KeyCaps label="Enter" />} />
                  <Row text={t('keys.newline')} keys={<KeyCaps label="Shift+Enter" />} />
                </>
              )}
              {group === 'everywhere' && <Row text={t('keys.close')} keys={<KeyCaps label="Esc" />} />}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Row({ text, keys }: { text: string; keys: React.ReactNode }) {
  return (
    <>
      <dt>{text}</dt>
      <dd>{keys}</dd>
    </>
  );
}
