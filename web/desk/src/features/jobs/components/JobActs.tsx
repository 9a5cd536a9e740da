import { App as AntApp, Button, Popconfirm, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Job } from '@/lib/contract';
import { isOver, useCancelJob, useForgetJob, useRepeatJob } from '@/lib/jobs';
import { useProblemText } from '@/ui/use-problem-text';

export function JobActs({ job }: { job: Job }) {
  const { t } = useTranslation('jobs');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const cancel = useCancelJob();
  const repeat = useRepeatJob();
  const forget = useForgetJob();
  const onError = (error: unknown) => void message.error(problemText(error));
  if (!isOver(job.state))
    return (
      <Button
        size="small"
        disabled={job.is_stopping}
        loading={cancel.isPending}
        onClick={() => cancel.mutate(job.id, { onError })}
      >
        {t('ui:cancel')}
      </Button>
    );
  return (
    <Space wrap>
      <Button size="small" loading={repeat.isPending} onClick={() => repeat.mutate(job.id, { onError })}>
        {t('ui:job.again')}
      </Button>
      <Popconfirm
        title={t('forget_question')}
        okText={t('ui:admin.remove')}
        onConfirm={() => forget.mutateAsync(job.id).catch(onError)}
      >
        <Button size="small" type="text" loading={forget.isPending}>
          {t('ui:admin.remove')}
        </Button>
      </Popconfirm>
    </Space>
  );
}
