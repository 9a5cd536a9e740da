import { WarningOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { anybody } from '../state/requirements';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import type { AgentRow } from './board-context';
import { useRuleText } from './use-rule-text';

// Whose row it is, what they are paid for in this week, and what is broken of the whole week or more.
export function AgentHead({ row, paid_s, isTarget }: { row: AgentRow; paid_s: number; isTarget: boolean }) {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const ruleText = useRuleText();
  const { broken } = useBoard();
  const mine = broken.of.get(row.id) ?? [];
  const words = mine.map(ruleText).join('\n');
  return (
    <div role="rowheader" className={`${styles.agent} ${isTarget ? styles.target : ''}`}>
      <span
        className="ellipsis"
        title={`${row.name} · ${row.agent.contract} · ${row.agent.skills.filter((skill) => skill !== anybody).join(', ')}`}
      >
        {row.name}
      </span>
      <span className={styles.agentHours}>
        {mine.length > 0 && (
          <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{words}</span>}>
            <WarningOutlined className={styles.warning} aria-label={words} />
          </Tooltip>
        )}
        <span className="numbers quiet">
          {t('hours', { hours: format.number(Math.round(paid_s / 36) / 100) })}
        </span>
      </span>
    </div>
  );
}
