import { CheckCircleOutlined, CloseCircleOutlined, LoadingOutlined } from '@ant-design/icons';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { balanceOn } from '../state/coverage';
import { distinct, refusing } from '../state/rules';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import { useDayText } from './use-day-text';
import { useRuleText } from './use-rule-text';

const wide = 300;
const most = 5;

// Beside what is held: where it would be, and what that breaks and mends. Also read out.
export function DragTip() {
  const { t } = useTranslation('shifts');
  const dayText = useDayText();
  const ruleText = useRuleText();
  const { hand, days, nameOf, plan } = useBoard();
  const { held, answer, fault, isSettling } = hand;
  const puts = held?.edits.filter(({ put }) => put) ?? [];
  const caused = distinct(answer?.caused ?? []);
  const refused = refusing(caused, plan.state);
  const effect = useEffectText();
  const pointer = held?.pointer;
  const isRight = pointer ? pointer.x + wide + 24 > window.innerWidth : false;
  const style = pointer
    ? {
        left: isRight ? Math.max(8, pointer.x - wide - 16) : pointer.x + 16,
        ...(pointer.y > window.innerHeight - 220
          ? { bottom: window.innerHeight - pointer.y + 12 }
          : { top: pointer.y + 18 }),
      }
    : { right: 24, bottom: 24 };
  return createPortal(
    <div
      role="status"
      aria-live="polite"
      className={held ? styles.tip : 'sr-only'}
      style={held ? style : undefined}
    >
      {held && (
        <>
          {puts.length === 0 && <div>{t(held.pointer ? 'tip.back' : 'tip.keys')}</div>}
          {puts.map(({ agent_id, day, put }) => (
            <div key={`${agent_id} ${day}`} className={styles.tipPlace}>
              <strong className="numbers">
                {put && `${days.clock(Date.parse(put.start))}–${days.clock(Date.parse(put.end))}`}
              </strong>{' '}
              {nameOf(agent_id)} · {dayText.short(day)}
            </div>
          ))}
          {puts.length > 0 && !answer && !fault && (
            <div className="quiet">
              <LoadingOutlined /> {t(isSettling ? 'tip.keeping' : 'tip.checking')}
            </div>
          )}
          {fault && <div className={styles.tipBad}>{fault}</div>}
          {answer && caused.length === 0 && (
            <div className={styles.tipGood}>
              <CheckCircleOutlined /> {t('tip.fine')}
            </div>
          )}
          {caused.slice(0, most).map((each) => (
            <div key={`${each.rule} ${each.agent_id} ${each.day} ${each.what}`} className={styles.tipBad}>
              <CloseCircleOutlined /> {puts.length > 1 && `${nameOf(each.agent_id)}: `}
              {ruleText(each)}
            </div>
          ))}
          {caused.length > most && (
            <div className="quiet">{t('tip.more', { count: caused.length - most })}</div>
          )}
          {answer && answer.cured.length > 0 && (
            <div className={styles.tipGood}>{t('tip.cured', { count: answer.cured.length })}</div>
          )}
          {effect && <div className="numbers">{effect}</div>}
          {refused.length > 0 && <div className="quiet">{t('tip.refuses')}</div>}
        </>
      )}
    </div>,
    document.body,
  );
}

// What it does to who is needed and who is there, on the days concerned.
function useEffectText(): string | null {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const { hand, coverage, problem, days } = useBoard();
  const { held, answer } = hand;
  if (!held || !answer || answer.coverage.length === 0) return null;
  const dates = new Set(held.edits.map(({ day }) => day));
  const [before, after] = [coverage, answer.coverage].map((each) =>
    balanceOn(dates, each, problem.interval_s, days),
  );
  if (!before || !after) return null;
  const hours = (value: number) => format.number(Math.round(value * 10) / 10);
  return t('tip.effect', {
    under: hours(before.under),
    under_after: hours(after.under),
    over: hours(before.over),
    over_after: hours(after.over),
  });
}
