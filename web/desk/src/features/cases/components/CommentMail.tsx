import { MailOutlined } from '@ant-design/icons';
import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseMailShown } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';
import { useProblemText } from '@/ui/use-problem-text';
import { useMailCommand } from '../api/mails';
import styles from './Cases.module.css';

const tones: Partial<Record<CaseMailShown['state'], BadgeTone>> = {
  sent: 'calm',
  delivered: 'calm',
  delayed: 'watch',
  unknown: 'watch',
  bounced: 'alarm',
  failed: 'alarm',
};

interface Props {
  mail: CaseMailShown;
  onTakenBack: (text: string) => void;
}

// What became of the mail by which words left, and what can be done about it.
export function CommentMail({ mail, onTakenBack }: Props) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const command = useMailCommand();
  const { state, mail_id: mailId } = mail;
  const isOver = state === 'failed' || state === 'unknown';
  const failed = (error: unknown) => void message.error(problemText(error));
  return (
    <div className={styles.mail} role="status">
      <MailOutlined aria-hidden />
      <span className="quiet">{mail.to.join(', ')}</span>
      <Badge tone={tones[state] ?? 'plain'}>{t(`mail.state.${state}`)}</Badge>
      {mail.state_detail && (tones[state] !== 'calm' || state === 'sending') && (
        <span>{mail.state_detail}</span>
      )}
      {(state === 'undoable' || state === 'scheduled') && (
        <Button
          size="small"
          loading={command.isPending}
          onClick={() =>
            void command.mutateAsync({ mailId, name: 'cancel' }).then(({ text }) => onTakenBack(text), failed)
          }
        >
          {t('mail.undo')}
        </Button>
      )}
      {isOver && (
        <Button
          size="small"
          title={state === 'unknown' ? t('mail.unknown_help') : undefined}
          loading={command.isPending}
          onClick={() => void command.mutateAsync({ mailId, name: 'retry' }).catch(failed)}
        >
          {t('mail.send_again')}
        </Button>
      )}
    </div>
  );
}
