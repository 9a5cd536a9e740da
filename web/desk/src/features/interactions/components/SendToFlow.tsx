import { NodeIndexOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useShortcut } from '@/lib/keyboard';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { useProblemText } from '@/ui/use-problem-text';
import { useAssistFlows } from '../api/get-assist-flows';
import { useSendToFlow } from '../api/send-to-flow';
import { entriesFor } from '../state/assist-flows';

// The customer gives a card number, a PIN, to a flow instead of to their agent. Only where such flows exist.
export function SendToFlow({ interaction, isActive }: { interaction: Interaction; isActive: boolean }) {
  const { t, i18n } = useTranslation('interactions');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const send = useSendToFlow(interaction.id);
  const { data: flows } = useAssistFlows(true);
  const [isOpen, setOpen] = useState(false);
  const entries = entriesFor(flows, interaction.channel);
  useShortcut('sendToFlow', () => setOpen(true), isActive && entries.length > 0);
  if (entries.length === 0) return null;
  const languages = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const items = entries.map(({ flow, choices }) =>
    choices.length === 1
      ? { key: choices[0]?.key ?? '', label: flow.name }
      : {
          key: flow.id,
          type: 'group' as const,
          label: flow.name,
          children: choices.map(({ key, language }) => ({ key, label: languages.of(language ?? '') })),
        },
  );
  const choose = (key: string) => {
    setOpen(false);
    const choice = entries.flatMap(({ choices }) => choices).find((each) => each.key === key);
    if (!choice) return;
    send.mutate(
      { flow_id: choice.flow_id, language: choice.language },
      { onError: (error: unknown) => void message.error(problemText(error)) },
    );
  };
  return (
    <Dropdown
      open={isOpen}
      onOpenChange={setOpen}
      autoFocus
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => choose(key), 'aria-label': t('send_to_flow') }}
    >
      <span>
        <ShortcutTip title={t('send_to_flow')} of="sendToFlow">
          <Button
            size="small"
            type="text"
            icon={<NodeIndexOutlined />}
            aria-label={t('send_to_flow')}
            aria-haspopup="menu"
            aria-expanded={isOpen}
            loading={send.isPending}
          />
        </ShortcutTip>
      </span>
    </Dropdown>
  );
}
