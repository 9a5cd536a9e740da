import { App as AntApp, Button, Popconfirm, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShownRecording } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useProblemText } from '@/ui/use-problem-text';
import { useDeleteRecording } from '../api/delete-recording';

export function DeleteButton({ recording }: { recording: ShownRecording }) {
  const { t } = useTranslation('recordings');
  const format = useFormat();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const remove = useDeleteRecording(recording.id);
  const why_not =
    recording.state === 'writing' ? t('delete.writing') : recording.is_kept ? t('delete.kept') : undefined;
  return (
    <Popconfirm
      title={t('delete.question', { when: format.dateTime(recording.started_at) })}
      description={t('delete.help')}
      okText={t('delete.do')}
      okButtonProps={{ danger: true }}
      disabled={why_not !== undefined}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => void message.success(t('delete.done')),
          onError: (error) => void message.error(problemText(error)),
        })
      }
    >
      <Tooltip title={why_not}>
        <Button size="small" danger disabled={why_not !== undefined} loading={remove.isPending}>
          {t('delete.do')}
        </Button>
      </Tooltip>
    </Popconfirm>
  );
}
