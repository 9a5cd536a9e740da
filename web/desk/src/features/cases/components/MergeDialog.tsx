import { Alert, App as AntApp, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CaseFilter, ShownCase } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useCaseCommand } from '../api/change-case';
import { useCases } from '../api/get-cases';
import styles from './Cases.module.css';
import { StatusBadge } from './StatusBadge';

// First the customer's other open cases; any other by its number or subject.
export function MergeDialog({ which, onClose }: { which: ShownCase; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const command = useCaseCommand(which.id);
  const [text, setText] = useState('');
  const [into, setInto] = useState<string>();
  const [isAcross, setAcross] = useState(false);
  const filter: Partial<CaseFilter> = text
    ? { text, is_open: true }
    : { is_open: true, ...(which.customer_id ? { customer_id: which.customer_id } : {}) };
  const found = useCases(filter);
  const cases = (found.data?.pages[0]?.items ?? []).filter(({ id }) => id !== which.id).slice(0, 12);
  const target = cases.find(({ id }) => id === into);
  const isOfAnother =
    !!target?.customer_id && !!which.customer_id && target.customer_id !== which.customer_id;
  const send = () =>
    void command
      .mutateAsync({
        name: 'merge',
        body: { into_case_id: into, is_across_customers: isOfAnother && isAcross },
      })
      .then(
        (stays) => {
          onClose();
          void navigate(`/cases/${stays.id}`);
        },
        (error: unknown) => void message.error(problemText(error)),
      );
  return (
    <Modal
      open
      title={t('merge_title', { number: which.number })}
      okText={t('merge')}
      okButtonProps={{ disabled: !target || (isOfAnother && !isAcross), loading: command.isPending }}
      onOk={send}
      onCancel={onClose}
      width={560}
    >
      <p>{t('merge_help')}</p>
      <Input.Search
        autoFocus
        allowClear
        placeholder={t('find')}
        aria-label={t('find')}
        onSearch={(words) => setText(words.trim())}
      />
      <Radio.Group
        value={into}
        onChange={(event) => setInto(String(event.target.value))}
        className={styles.choices}
      >
        {cases.map((each) => (
          <Radio key={each.id} value={each.id}>
            <span className="numbers">{each.number}</span> {each.subject}{' '}
            <span className="quiet">{each.customer_name}</span> <StatusBadge status={each.status} />
          </Radio>
        ))}
      </Radio.Group>
      {cases.length === 0 && !found.isPending && <p className="quiet">{t('nothing')}</p>}
      {isOfAnother && (
        <Alert
          type="warning"
          title={t('merge_across')}
          description={
            <Checkbox checked={isAcross} onChange={(event) => setAcross(event.target.checked)}>
              {t('merge_across_sure')}
            </Checkbox>
          }
        />
      )}
    </Modal>
  );
}
