import { NodeIndexOutlined } from '@ant-design/icons';
import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { Ticking } from '@/ui/Ticking';
import { useTakeBack } from '../api/take-back';
import { asWords } from '../state/assist-flows';
import styles from './Conversation.module.css';

// While the customer is in a flow beside their agent: what they are asked for, and how to have them back.
export function AssistBanner({
  interaction,
  canTakeBack,
}: {
  interaction: Interaction;
  canTakeBack: boolean;
}) {
  const { t } = useTranslation('interactions');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const takeBack = useTakeBack(interaction.id);
  const { assist } = interaction;
  if (!assist) return null;
  const what = assist.asks
    ? t(assist.is_secret ? 'assist_secret' : 'assist_asks', { what: asWords(assist.asks) })
    : t('assist_step', { step: asWords(assist.step) });
  return (
    <div className={styles.consult} role="status">
      <NodeIndexOutlined aria-hidden="true" />
      <span>
        {t('assist_in', { flow: assist.name })} · {what} · <Ticking since={assist.began_at} />
      </span>
      <span className={styles.space} />
      {canTakeBack && (
        <Button
          size="small"
          loading={takeBack.isPending}
          onClick={() =>
            takeBack.mutate({}, { onError: (error: unknown) => void message.error(problemText(error)) })
          }
        >
          {t('assist_take_back')}
        </Button>
      )}
    </div>
  );
}
