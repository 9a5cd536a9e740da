import { TeamOutlined } from '@ant-design/icons';
import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useShortcut } from '@/lib/keyboard';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { useProblemText } from '@/ui/use-problem-text';
import { useCompleteConsult } from '../api/complete-consult';
import { useEndConsult } from '../api/end-consult';
import styles from './Conversation.module.css';

interface Props {
  interaction: Interaction;
  me: string;
  isActive: boolean;
}

export function ConsultBanner({ interaction, me, isActive }: Props) {
  const { t } = useTranslation('interactions');
  const names = useNames();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const endConsult = useEndConsult(interaction.id);
  const complete = useCompleteConsult(interaction.id);
  const onError = (error: unknown) => void message.error(problemText(error));
  const isConsulted = interaction.consulted_id === me;
  const isRunning = !interaction.is_consult_offered;
  const doComplete = () => complete.mutate({}, { onError });
  useShortcut('handOver', doComplete, isActive && isRunning && interaction.consulted_id !== undefined);
  if (!interaction.consulted_id && !interaction.is_consult_offered) return null;
  const other = names.of(
    'users',
    isConsulted ? interaction.agent_id : (interaction.consulted_id ?? interaction.offer?.agent_id),
  );
  const key = isConsulted ? 'consulted_by' : isRunning ? 'consulting' : 'consult_asked';
  return (
    <div className={styles.consult} role="status">
      <TeamOutlined aria-hidden="true" />
      <span>{t(key, { name: other })}</span>
      <span className={styles.space} />
      {(isConsulted || isRunning) && (
        <ShortcutTip title={t(isConsulted ? 'take_over' : 'hand_over')} of="handOver">
          <Button size="small" type="primary" loading={complete.isPending} onClick={doComplete}>
            {t(isConsulted ? 'take_over' : 'hand_over')}
          </Button>
        </ShortcutTip>
      )}
      <Button size="small" loading={endConsult.isPending} onClick={() => endConsult.mutate({}, { onError })}>
        {t(isConsulted ? 'leave_consult' : 'end_consult')}
      </Button>
    </div>
  );
}
