import { Alert, App as AntApp, Modal, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftSwap } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import { useProblemText } from '@/ui/use-problem-text';
import { useAcceptSwap, useMyShifts, useSwapTrial } from '../api/own';
import { FindingList } from './FindingList';
import styles from './Requests.module.css';
import { useWords } from './use-words';

const weeksAround = 28 * 86_400_000;

// Takes a colleague's shift, for one of one's own or on top, and says before what it would do.
export function AcceptSwapDialog({ swap, onClose }: { swap: ShiftSwap; onClose: () => void }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const words = useWords();
  const problemText = useProblemText();
  const [day, setDay] = useState('');
  const start = Date.parse(swap.offered.shift.start);
  const [from] = useState(() => new Date(Math.max(Date.now(), start - weeksAround)).toISOString());
  const mine = useMyShifts(from, new Date(start + weeksAround).toISOString()).data?.items ?? [];
  const trial = useSwapTrial(swap.id, day);
  const accept = useAcceptSwap(swap.id);
  const send = () =>
    accept.mutate(
      { day, is_trial: false },
      {
        onSuccess: (answer) => {
          void message.success(t(answer.swap.state === 'done' ? 'swap.done' : 'swap.waits'));
          onClose();
        },
      },
    );
  const error = accept.error ?? trial.error;
  return (
    <Modal
      open
      title={t('swap.accept_title')}
      okText={t('swap.accept')}
      cancelText={t('ui:cancel')}
      okButtonProps={{ disabled: !trial.data, loading: accept.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      <p>
        <strong>{words.shift(swap.offered.shift)}</strong>
      </p>
      <label className={`${styles.words} ${styles.asked}`}>
        {t('swap.give')}
        <Select
          value={day}
          onChange={setDay}
          style={{ width: '100%' }}
          options={[
            { value: '', label: t('swap.give_nothing') },
            ...mine
              .filter((shift) => Date.parse(shift.start) > Date.now())
              .map((shift) => ({ value: shift.day, label: words.shift(shift) })),
          ]}
        />
      </label>
      {trial.isPending && <Skeleton active paragraph={{ rows: 1 }} />}
      {error && (
        <Alert type="warning" showIcon title={problemText(error)} description={<Broken error={error} />} />
      )}
      {trial.data && !error && trial.data.effect.findings.length === 0 && (
        <Alert type="success" showIcon title={t('swap.at_once')} />
      )}
      {trial.data && !error && trial.data.effect.findings.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('ask.will_wait')}
          description={<FindingList findings={trial.data.effect.findings} />}
        />
      )}
    </Modal>
  );
}

// The rules of a refusal: "rest_min: …" each.
function Broken({ error }: { error: unknown }) {
  const problem = asProblem(error);
  if (problem.reason !== 'breaks_rules') return null;
  return (
    <FindingList
      findings={problem.issues.map(({ where, what }) => ({
        obstacle: 'rule',
        day: where.split('/').at(-1) ?? '',
        limit: 0,
        found: 0,
        what,
      }))}
    />
  );
}
