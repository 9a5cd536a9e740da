import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, App as AntApp } from 'antd';
import type { MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentStatus, PresenceRequest } from '@/lib/contract';
import { useNames, useDirectory, nameIn } from '@/lib/directory';
import { useShortcut } from '@/lib/keyboard';
import { PresenceMark } from '@/ui/PresenceMark';
import { Ticking } from '@/ui/Ticking';
import { useProblemText } from '@/ui/use-problem-text';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { useSetPresence } from '../api/set-presence';
import styles from './PresenceSwitch.module.css';

export function PresenceSwitch({ me }: { me: AgentStatus }) {
  const { t, i18n } = useTranslation('presence');
  const names = useNames();
  const { presence_reasons: reasons } = useDirectory();
  const setPresence = useSetPresence(me.id);
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [isOpen, setOpen] = useState(false);
  useShortcut('presence', () => setOpen((open) => !open));

  const ask = (request: PresenceRequest) => {
    setOpen(false);
    setPresence.mutate(request, { onError: (error) => message.error(problemText(error)) });
  };

  if (me.presence === 'not_responding') {
    return (
      <Button danger loading={setPresence.isPending} onClick={() => ask({ presence: 'available' })}>
        <PresenceMark presence="not_responding" />
        {t('back_available')}
      </Button>
    );
  }

  const isBusy = me.interaction_ids.length > 0;
  const away = (isLater: boolean): NonNullable<MenuProps['items']> =>
    reasons.map((reason) => ({
      key: `${isLater ? 'later' : 'away'}-${reason.id}`,
      label: nameIn(i18n.language, reason),
      onClick: () => ask({ presence: 'away', reason_id: reason.id, after_current: isLater }),
    }));
  const items: MenuProps['items'] = [
    {
      key: 'available',
      icon: <PresenceMark presence="available" />,
      label: t('available'),
      onClick: () => ask({ presence: 'available' }),
    },
    { type: 'group', key: 'away', label: t('away'), children: away(false) },
    ...(isBusy ? [{ key: 'later', label: t('after_current'), children: away(true) }] : []),
    { type: 'divider' },
    {
      key: 'offline',
      icon: <PresenceMark presence="offline" />,
      label: t('offline'),
      onClick: () => ask({ presence: 'offline' }),
    },
    ...(isBusy
      ? [
          {
            key: 'offline-later',
            label: t('offline_after_current'),
            onClick: () => ask({ presence: 'offline', after_current: true }),
          },
        ]
      : []),
  ];

  const label =
    me.presence === 'away' && me.reason_id ? names.of('presence_reasons', me.reason_id) : t(me.presence);
  const next =
    me.next_presence &&
    (me.next_reason_id ? names.of('presence_reasons', me.next_reason_id) : t(me.next_presence));
  return (
    <div className={styles.switch}>
      {next && (
        <Button
          size="small"
          className={styles.next}
          onClick={() => ask({ presence: me.presence === 'away' ? 'away' : 'available' })}
        >
          {t('then', { next })}
          <span aria-hidden="true">×</span>
          <span className="sr-only">{t('cancel_next')}</span>
        </Button>
      )}
      <ShortcutTip title={t('change')} of="presence">
        <span>
          <Dropdown
            menu={{ items, selectedKeys: [me.presence] }}
            trigger={['click']}
            open={isOpen}
            onOpenChange={setOpen}
            autoFocus
          >
            <Button
              loading={setPresence.isPending}
              icon={<PresenceMark presence={me.presence} />}
              aria-haspopup="menu"
            >
              <span>{label}</span>
              <span className={styles.since}>
                <Ticking since={me.since} />
              </span>
              <DownOutlined style={{ fontSize: 10 }} />
            </Button>
          </Dropdown>
        </span>
      </ShortcutTip>
    </div>
  );
}
