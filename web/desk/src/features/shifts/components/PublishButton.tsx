import { SendOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftPlan, ShiftViolation } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import { useProblemText } from '@/ui/use-problem-text';
import { usePublishSchedule } from '../api/schedules';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import { useDayText } from './use-day-text';
import { ViolationList } from './ViolationList';

interface Props {
  plan: ShiftPlan;
  violations: ShiftViolation[] | undefined;
}

// From then on agents see it. With broken rules only by somebody who says why.
export function PublishButton({ plan, violations = [] }: Props) {
  const { t } = useTranslation('shifts');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const dayText = useDayText();
  const { nameOf, hand } = useBoard();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const publish = usePublishSchedule(plan.id);
  const wordsOf = (error: unknown) => {
    const who = asProblem(error).issues.flatMap(({ where }) => {
      const [, , id = '', day = ''] = where.split('/');
      return id && day ? [`${nameOf(id)}, ${dayText.short(day)}`] : [];
    });
    return [problemText(error), ...who].join(' ');
  };
  // Once it is published this button is gone, and with it what `mutate` would tell.
  const go = () =>
    publish
      .mutateAsync(reason.trim())
      .then(() => void message.success(t('publish.done')))
      .catch(() => undefined);
  return (
    <>
      <Button
        type="primary"
        icon={<SendOutlined />}
        disabled={hand.isSettling}
        onClick={() => {
          publish.reset();
          setOpen(true);
        }}
      >
        {t('publish.button')}
      </Button>
      <Modal
        open={isOpen}
        title={t('publish.title', { name: plan.name })}
        okText={t('publish.button')}
        okButtonProps={{
          danger: violations.length > 0,
          disabled: violations.length > 0 && reason.trim() === '',
        }}
        confirmLoading={publish.isPending}
        onOk={go}
        onCancel={() => setOpen(false)}
      >
        <p>{t('publish.help')}</p>
        {publish.error && (
          <Alert type="error" showIcon title={wordsOf(publish.error)} className={styles.notice} />
        )}
        {violations.length > 0 && (
          <>
            <Alert type="warning" showIcon title={t('publish.broken', { count: violations.length })} />
            <div className={styles.scrolled} tabIndex={0} role="region" aria-label={t('broken')}>
              <ViolationList violations={violations} />
            </div>
            <label className={styles.reason}>
              {t('refused.reason')}
              <Input.TextArea
                value={reason}
                maxLength={500}
                autoSize={{ minRows: 2, maxRows: 5 }}
                onChange={({ target }) => setReason(target.value)}
              />
            </label>
          </>
        )}
      </Modal>
    </>
  );
}
