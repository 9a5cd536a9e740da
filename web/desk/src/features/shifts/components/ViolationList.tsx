import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShiftViolation } from '@/lib/contract';
import { distinct } from '../state/rules';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import { useDayText } from './use-day-text';
import { useRuleText } from './use-rule-text';

const most = 200;

interface Props {
  violations: ShiftViolation[];
  onShow?: (violation: ShiftViolation) => void;
}

export function ViolationList({ violations, onShow }: Props) {
  const { t } = useTranslation('shifts');
  const { nameOf } = useBoard();
  const dayText = useDayText();
  const ruleText = useRuleText();
  const shown = distinct(violations);
  return (
    <ul className={styles.rules}>
      {shown.slice(0, most).map((each) => {
        const place = `${nameOf(each.agent_id)}${each.day ? ` · ${dayText.short(each.day)}` : ''}`;
        return (
          <li key={`${each.rule} ${each.agent_id} ${each.day} ${each.what}`}>
            {onShow && each.day ? (
              <Button type="link" size="small" className={styles.inline} onClick={() => onShow(each)}>
                {place}
              </Button>
            ) : (
              <strong>{place}</strong>
            )}
            <br />
            {ruleText(each)}
          </li>
        );
      })}
      {shown.length > most && <li className="quiet">{t('tip.more', { count: shown.length - most })}</li>}
    </ul>
  );
}
