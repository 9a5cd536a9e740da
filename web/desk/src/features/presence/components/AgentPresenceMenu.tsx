import { DownOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AgentStatus, PresenceRequest } from '@/lib/contract';
import { nameIn, useDirectory, useNames } from '@/lib/directory';
import { PresenceMark, PresenceText } from '@/ui/PresenceMark';
import { useProblemText } from '@/ui/use-problem-text';
import { useSetPresence } from '../api/set-presence';

// Somebody else's presence, to be changed by those who may.
export function AgentPresenceMenu({ agent }: { agent: AgentStatus }) {
  const { t, i18n } = useTranslation('presence');
  const names = useNames();
  const { presence_reasons: reasons } = useDirectory();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const setPresence = useSetPresence(agent.id);
  const ask = (request: PresenceRequest) =>
    setPresence.mutate(request, { onError: (error) => void message.error(problemText(error)) });
  const name = names.of('users', agent.id);
  const items = [
    {
      key: 'available',
      icon: <PresenceMark presence="available" />,
      label: t('available'),
      onClick: () => ask({ presence: 'available' }),
    },
    {
      key: 'away',
      type: 'group' as const,
      label: t('away'),
      children: reasons.map((reason) => ({
        key: reason.id,
        label: nameIn(i18n.language, reason),
        onClick: () => ask({ presence: 'away', reason_id: reason.id }),
      })),
    },
    { key: 'divider', type: 'divider' as const },
    {
      key: 'offline',
      icon: <PresenceMark presence="offline" />,
      label: t('offline'),
      onClick: () => ask({ presence: 'offline' }),
    },
  ];
  return (
    <Dropdown menu={{ items, selectedKeys: [agent.presence] }} trigger={['click']}>
      <Button size="small" type="text" loading={setPresence.isPending}>
        <AgentPresence agent={agent} />
        <span className="sr-only">{t('change_of', { name })}</span>
        <DownOutlined style={{ fontSize: 9 }} />
      </Button>
    </Dropdown>
  );
}

export function AgentPresence({ agent }: { agent: AgentStatus }) {
  const names = useNames();
  const reason = agent.presence === 'away' ? names.of('presence_reasons', agent.reason_id) : undefined;
  return <PresenceText presence={agent.presence} reason={reason || undefined} />;
}
