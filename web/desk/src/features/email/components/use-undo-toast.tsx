import { App as AntApp } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutgoingMail } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useProblemText } from '@/ui/use-problem-text';
import { useCancelMail } from '../api/cancel-mail';
import type { MailDraft } from '../state/mail-drafts';
import { UndoToast } from './UndoToast';

// Says that a mail is on its way, and for as long as it can be taken back offers that.
export function useUndoToast(takenBack: (draft: MailDraft) => void) {
  const { t } = useTranslation('email');
  const format = useFormat();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const cancel = useCancelMail();
  return (mail: OutgoingMail, draft: MailDraft) => {
    const key = `mail-${mail.id}`;
    if (mail.state === 'scheduled' && mail.due_at)
      return void message.success(t('is_scheduled', { when: format.dateTime(mail.due_at) }));
    if (mail.state !== 'undoable' || !mail.due_at) return void message.success(t('is_leaving'));
    const until = Date.parse(mail.due_at);
    const over = () => message.destroy(key);
    const undo = () =>
      cancel.mutate(mail.id, {
        onSuccess: () => {
          over();
          takenBack(draft);
        },
        onError: (error) => void message.error({ key, content: problemText(error) }),
      });
    void message.open({
      key,
      type: 'info',
      duration: Math.max(1, (until - Date.now()) / 1000),
      content: (
        <UndoToast until={until} text={t('is_undoable')} undoText={t('undo')} onUndo={undo} onOver={over} />
      ),
    });
  };
}
