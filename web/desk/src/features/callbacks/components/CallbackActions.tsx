import { ClockCircleOutlined, CloseOutlined } from '@ant-design/icons';
import { App as AntApp, Button, DatePicker, Popconfirm, Popover, Space } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingCallback } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useCancelCallback, useRescheduleCallback } from '../api/callbacks';

// Another time, or no call at all. Not while the customer's phone rings.
export function CallbackActions({ callback }: { callback: WaitingCallback }) {
  const { t } = useTranslation('callbacks');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [isOpen, setOpen] = useState(false);
  const [due, setDue] = useState(() => dayjs().add(1, 'hour').startOf('minute'));
  const move = useRescheduleCallback(callback.interaction_id);
  const cancel = useCancelCallback(callback.interaction_id);
  const fail = (error: unknown) => void message.error(problemText(error));
  const moveTo = (at: string | undefined) => void move.mutateAsync(at).then(() => setOpen(false), fail);
  const isDialling = callback.state === 'dialling';
  const form = (
    <Space orientation="vertical">
      <DatePicker
        showTime={{ format: 'HH:mm', minuteStep: 5 }}
        format="YYYY-MM-DD HH:mm"
        value={due}
        allowClear={false}
        aria-label={t('due')}
        minDate={dayjs()}
        onChange={(next) => next && setDue(next)}
      />
      <Space>
        <Button
          type="primary"
          size="small"
          loading={move.isPending}
          onClick={() => moveTo(due.toISOString())}
        >
          {t('move')}
        </Button>
        <Button size="small" onClick={() => moveTo(undefined)}>
          {t('now')}
        </Button>
      </Space>
    </Space>
  );
  return (
    <>
      <Popover
        title={t('reschedule')}
        content={form}
        trigger="click"
        open={isOpen}
        onOpenChange={setOpen}
        destroyOnHidden
      >
        <Button
          type="text"
          size="small"
          icon={<ClockCircleOutlined />}
          aria-label={t('reschedule')}
          title={t('reschedule')}
          disabled={isDialling}
        />
      </Popover>
      <Popconfirm
        title={t('cancel_title')}
        okText={t('cancel')}
        onConfirm={() => cancel.mutateAsync().catch(fail)}
      >
        <Button
          type="text"
          size="small"
          danger
          icon={<CloseOutlined />}
          aria-label={t('cancel')}
          title={t('cancel')}
        />
      </Popconfirm>
    </>
  );
}
