import { App as AntApp, Button, DatePicker, Popconfirm } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useReplayFailed } from '../api/replay-failed';

// After a receiver was away for long: all that failed meanwhile, once more.
export function ReplayButton({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const replay = useReplayFailed(webhook.id);
  const [since, setSince] = useState(() => dayjs().subtract(7, 'day'));
  const send = () =>
    replay.mutate(since.toISOString(), {
      onSuccess: ({ deliveries }) => void message.success(t('replayed', { count: deliveries })),
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <Popconfirm
      icon={null}
      title={t('replay_failed')}
      description={
        <DatePicker
          showTime
          allowClear={false}
          value={since}
          maxDate={dayjs()}
          aria-label={t('replay_since')}
          onChange={(value) => value && setSince(value)}
        />
      }
      okText={t('send_again')}
      onConfirm={send}
    >
      <Button loading={replay.isPending} disabled={!webhook.is_active}>
        {t('replay_failed')}
      </Button>
    </Popconfirm>
  );
}
