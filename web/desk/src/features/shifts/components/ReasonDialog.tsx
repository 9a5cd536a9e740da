import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { distinct } from '../state/rules';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import { useDayText } from './use-day-text';
import type { Refused } from './use-hand';
import { useRuleText } from './use-rule-text';

// A hard rule refuses; it is done all the same only by somebody who says why.
export function ReasonDialog({ refused }: { refused: Refused }) {
  const { t } = useTranslation('shifts');
  const dayText = useDayText();
  const ruleText = useRuleText();
  const { nameOf } = useBoard();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={t('refused.title')}
      okText={t('refused.do_it')}
      cancelText={t('refused.leave')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      onOk={() => refused.decide(reason.trim())}
      onCancel={() => refused.decide('')}
    >
      <ul className={styles.rules}>
        {distinct(refused.violations).map((each) => (
          <li key={`${each.rule} ${each.agent_id} ${each.day} ${each.what}`}>
            <strong>
              {nameOf(each.agent_id)}
              {each.day && ` · ${dayText.short(each.day)}`}
            </strong>
            <br />
            {ruleText(each)}
          </li>
        ))}
      </ul>
      <label className={styles.reason}>
        {t('refused.reason')}
        <Input.TextArea
          value={reason}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 5 }}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <Alert type="info" showIcon title={t('refused.audited')} />
    </Modal>
  );
}
