import { Alert, App as AntApp, Button, Drawer, Form, Input, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift, ShiftEffect } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { useProblemText } from '@/ui/use-problem-text';
import { useDecide, useRequestEffect } from '../api/planner';
import type { DecidedKind } from '../api/planner';
import { FindingList } from './FindingList';
import styles from './Requests.module.css';
import { useWords } from './use-words';

interface Props {
  kind: DecidedKind;
  id: string;
  title: string;
  note: string;
  onClose: () => void;
}

// What it would do now, and yes or no. Where hard rules break, yes needs a reason that is audited.
export function DecisionDrawer({ kind, id, title, note, onClose }: Props) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const { data, error, refetch } = useRequestEffect(kind, id);
  const decide = useDecide(kind, id);
  const [reason, setReason] = useState('');
  const [force_reason, setForce] = useState('');
  const isForced = (data?.breaks.length ?? 0) > 0;
  const send = (verb: 'approve' | 'decline') =>
    decide.mutate(
      { verb, reason, force_reason: isForced ? force_reason : '' },
      {
        onSuccess: onClose,
        onError: (problem) => void message.error(problemText(problem)),
      },
    );
  return (
    <Drawer
      open
      title={title}
      size={520}
      onClose={onClose}
      extra={
        <Space>
          <Button danger loading={decide.isPending} onClick={() => send('decline')}>
            {t('planner.decline')}
          </Button>
          <Button
            type="primary"
            loading={decide.isPending}
            disabled={!data || (isForced && force_reason.trim() === '')}
            onClick={() => send('approve')}
          >
            {t('planner.approve')}
          </Button>
        </Space>
      }
    >
      {note && <p>{t('planner.note', { note })}</p>}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && <Effect effect={data} />}
      <Form layout="vertical">
        <Form.Item label={t('planner.reason')}>
          <Input.TextArea
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            aria-label={t('planner.reason')}
            onChange={({ target }) => setReason(target.value)}
          />
        </Form.Item>
        {isForced && (
          <Form.Item label={t('planner.force')} extra={t('planner.audited')}>
            <Input.TextArea
              value={force_reason}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 5 }}
              aria-label={t('planner.force')}
              onChange={({ target }) => setForce(target.value)}
            />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}

function Effect({ effect }: { effect: ShiftEffect }) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const hours = (value: number) => format.number(Math.round(value * 10) / 10);
  const { findings, before, after, under_hours_before, under_hours_after, ahead } = effect;
  return (
    <div className={styles.effect}>
      {findings.length === 0 && <Alert type="success" showIcon title={t('planner.nothing_against')} />}
      {findings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('planner.against')}
          description={<FindingList findings={findings} />}
        />
      )}
      <p>
        {t('planner.coverage', { before: hours(under_hours_before), after: hours(under_hours_after) })}
        {ahead > 0 && <> {t('planner.ahead', { count: ahead })}</>}
      </p>
      <Shifts title={t('planner.before')} shifts={before} />
      <Shifts title={t('planner.after')} shifts={after} />
    </div>
  );
}

function Shifts({ title, shifts }: { title: string; shifts: Shift[] }) {
  const names = useNames();
  const words = useWords();
  if (shifts.length === 0) return null;
  return (
    <div>
      <strong>{title}</strong>
      <ul className={styles.findings}>
        {shifts.map((shift) => (
          <li key={`${shift.agent_id} ${shift.start}`} className="numbers">
            {names.of('users', shift.agent_id)} · {words.shift(shift)}
          </li>
        ))}
      </ul>
    </div>
  );
}
