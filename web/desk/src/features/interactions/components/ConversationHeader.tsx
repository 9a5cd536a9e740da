import {
  CheckCircleFilled,
  CloseCircleOutlined,
  IdcardOutlined,
  QuestionCircleOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Interaction } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { asProblem } from '@/lib/http';
import { useShortcut } from '@/lib/keyboard';
import { Avatar } from '@/ui/Avatar';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { Ticking } from '@/ui/Ticking';
import { useProblemText } from '@/ui/use-problem-text';
import { useEndInteraction } from '../api/end-interaction';
import { SendToFlow } from './SendToFlow';
import { Viewers } from './Viewers';
import styles from './Conversation.module.css';

interface Props {
  interaction: Interaction;
  isActive: boolean;
  isOwner: boolean;
  onTransfer: () => void;
  onConsult: () => void;
  onTogglePanel: () => void;
}

export function ConversationHeader({
  interaction,
  isActive,
  isOwner,
  onTransfer,
  onConsult,
  onTogglePanel,
}: Props) {
  const { t } = useTranslation('interactions');
  const navigate = useNavigate();
  const names = useNames();
  const { modal, message } = AntApp.useApp();
  const problemText = useProblemText();
  const end = useEndInteraction(interaction.id);
  const canAct = isOwner && interaction.state === 'active';

  const confirmEnd = () =>
    modal.confirm({
      title: t('end_title', { name: interaction.customer.name }),
      content: t('end_text'),
      okText: t('end'),
      okButtonProps: { danger: true },
      onOk: () =>
        end.mutateAsync({}).catch((error: unknown) => {
          // The customer was quicker: it has ended, as was asked for.
          if (asProblem(error).reason !== 'not_active') void message.error(problemText(error));
        }),
    });
  // In a flow beside their agent they can only be had back, or be ended with.
  const canMove = canAct && !interaction.assist;
  useShortcut('transfer', onTransfer, isActive && canMove);
  const canConsult = canMove && !interaction.consulted_id;
  useShortcut('consult', onConsult, isActive && canConsult);
  // A call is hung up in its own bar, without a question.
  const canEnd = canAct && interaction.channel !== 'voice';
  useShortcut('end', confirmEnd, isActive && canEnd);
  const showWhy = () => void navigate(`/interactions/${interaction.id}/why`);
  useShortcut('why', showWhy, isActive);

  const { customer } = interaction;
  return (
    <header className={styles.header}>
      <Avatar name={customer.name} size={32} />
      <div className={styles.title}>
        <h2>
          <span className="ellipsis">{customer.name}</span>
          {customer.is_verified && <CheckCircleFilled className={styles.verified} title={t('verified')} />}
        </h2>
        <p className="ellipsis">
          {names.of('queues', interaction.queue_id)} · <Ticking since={interaction.arrived_at} />
        </p>
      </div>
      <Viewers interactionId={interaction.id} />
      <div className={styles.actions}>
        {canConsult && !interaction.is_consult_offered && (
          <SendToFlow interaction={interaction} isActive={isActive} />
        )}
        {canMove && (
          <>
            <ShortcutTip title={t('transfer')} of="transfer">
              <Button
                size="small"
                type="text"
                icon={<SwapOutlined />}
                aria-label={t('transfer')}
                onClick={onTransfer}
              />
            </ShortcutTip>
            {canConsult && (
              <ShortcutTip title={t('consult')} of="consult">
                <Button
                  size="small"
                  type="text"
                  icon={<TeamOutlined />}
                  aria-label={t('consult')}
                  onClick={onConsult}
                />
              </ShortcutTip>
            )}
          </>
        )}
        <ShortcutTip title={t('ui:keys.customerPanel')} of="customerPanel">
          <Button
            size="small"
            type="text"
            icon={<IdcardOutlined />}
            aria-label={t('ui:keys.customerPanel')}
            onClick={onTogglePanel}
          />
        </ShortcutTip>
        <ShortcutTip title={t('why')} of="why">
          <Button
            size="small"
            type="text"
            icon={<QuestionCircleOutlined />}
            aria-label={t('why')}
            onClick={showWhy}
          />
        </ShortcutTip>
        {canEnd && (
          <ShortcutTip title={t('end')} of="end">
            <Button
              size="small"
              type="text"
              danger
              icon={<CloseCircleOutlined />}
              aria-label={t('end')}
              loading={end.isPending}
              onClick={confirmEnd}
            />
          </ShortcutTip>
        )}
      </div>
    </header>
  );
}
