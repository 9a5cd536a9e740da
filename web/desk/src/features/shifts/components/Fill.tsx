import { ThunderboltOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, InputNumber, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ShiftPlan } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { isOver, useJob } from '@/lib/jobs';
import { JobProgress } from '@/ui/JobProgress';
import { useProblemText } from '@/ui/use-problem-text';
import { useReloadBoard } from '../api/board';
import { useFillSchedule } from '../api/schedules';
import { filledFault } from '../state/filled';
import type { Filled } from '../state/filled';
import styles from './Board.module.css';
import { useBoard } from './board-context';

const usually_s = 60;

export function FillButton({ plan, hasShifts }: { plan: ShiftPlan; hasShifts: boolean }) {
  const { t } = useTranslation('shifts');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [isOpen, setOpen] = useState(false);
  const [seconds, setSeconds] = useState(usually_s);
  const [, setSearch] = useSearchParams();
  const fill = useFillSchedule(plan.id);
  const start = () =>
    fill.mutate(seconds, {
      onSuccess: ({ id }) => {
        setOpen(false);
        setSearch({ fill: id }, { replace: true });
      },
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <>
      <Button icon={<ThunderboltOutlined />} onClick={() => setOpen(true)}>
        {t('fill.button')}
      </Button>
      <Modal
        open={isOpen}
        title={t('fill.title')}
        okText={t('fill.start')}
        onOk={start}
        confirmLoading={fill.isPending}
        onCancel={() => setOpen(false)}
      >
        <p>{t('fill.help')}</p>
        {hasShifts && <Alert type="warning" showIcon title={t('fill.replaces')} />}
        <label className={styles.reason}>
          {t('fill.seconds')}
          <InputNumber
            min={5}
            max={3600}
            value={seconds}
            suffix={t('fill.unit')}
            style={{ width: 140 }}
            onChange={(value) => setSeconds(value ?? usually_s)}
          />
        </label>
      </Modal>
    </>
  );
}

// How far the filling is that was asked for, and what came of it.
export function FillState({ plan }: { plan: ShiftPlan }) {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const { nameOf } = useBoard();
  const [search, setSearch] = useSearchParams();
  const jobId = search.get('fill') ?? undefined;
  const { data: job } = useJob<{ schedule_id: string }, Filled>(jobId);
  const reload = useReloadBoard(plan.id);
  const wasRunning = useRef(false);
  useEffect(() => {
    if (!job) return;
    if (isOver(job.state) && wasRunning.current) void reload();
    wasRunning.current = !isOver(job.state);
  }, [job, reload]);
  if (!job || job.request.schedule_id !== plan.id) return null;
  const { result } = job;
  const forget = () => setSearch({}, { replace: true });
  if (job.state === 'done' && result)
    return (
      <Alert
        className={styles.notice}
        type="info"
        showIcon
        closable={{ closeIcon: true, onClose: forget }}
        title={[
          t('fill.done', { count: result.shifts }),
          t('fill.gap', {
            gap: (Math.round(result.gap * 1000) / 10).toFixed(1),
            cost: format.number(Math.round(result.cost)),
            bound: format.number(Math.round(result.bound)),
          }),
        ].join(' ')}
      />
    );
  return (
    <div className={styles.notice}>
      <JobProgress
        job={filledFault(job, nameOf)}
        onAgain={({ id }) => setSearch({ fill: id }, { replace: true })}
      />
    </div>
  );
}
