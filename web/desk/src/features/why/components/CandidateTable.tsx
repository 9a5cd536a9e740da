import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Assignment, Exclusion, WhyAgent } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { secondsBetween, useFormat } from '@/lib/format';
import { Avatar } from '@/ui/Avatar';
import { ScoreText } from './ScoreText';
import styles from './Why.module.css';

// The chosen one, those who could have been, and those whom a rule kept out.
export function CandidateTable({ assignment, number }: { assignment: Assignment; number: number }) {
  const { t } = useTranslation('why');
  const { why } = assignment;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={`${t('considered')} (${number})`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('agent')}</th>
            <th scope="col">{t('result')}</th>
            <th scope="col">{t('idle')}</th>
            <th scope="col">{t('score')}</th>
          </tr>
        </thead>
        <tbody>
          {why.agents.map((agent) => (
            <Row key={agent.agent_id} agent={agent} assignment={assignment} />
          ))}
        </tbody>
      </table>
      <Unlisted assignment={assignment} />
    </div>
  );
}

function Row({ agent, assignment }: { agent: WhyAgent; assignment: Assignment }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  const names = useNames();
  const name = names.of('users', agent.agent_id);
  const isChosen = agent.agent_id === assignment.why.chosen_id;
  const isCandidate = agent.exclusion === 'none';
  const idle = agent.idle_since ? secondsBetween(agent.idle_since, assignment.at) : -1;
  return (
    <tr className={isChosen ? styles.chosen : isCandidate ? undefined : styles.excluded}>
      <td>
        <span className={styles.person}>
          <Avatar name={name} size={22} /> {name}
        </span>
      </td>
      <td>
        {isChosen ? (
          <span className={styles.good}>
            <CheckCircleFilled /> {t('chosen')}
          </span>
        ) : isCandidate ? (
          t('candidate')
        ) : (
          <>
            <MinusCircleOutlined />{' '}
            {t(`exclusion.${agent.exclusion}`, { skill: names.of('skills', agent.missing_skill_id) })}
          </>
        )}
      </td>
      <td className="numbers">{isCandidate && idle >= 0 ? format.duration(idle) : '—'}</td>
      <td>{isCandidate ? <ScoreText score={agent.score} /> : '—'}</td>
    </tr>
  );
}

// Long explanations list some agents by name and count the rest by rule.
function Unlisted({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation('why');
  const { agents, counts } = assignment.why;
  const rules = Object.keys(counts) as Exclusion[];
  const rest = rules
    .map((rule) => ({
      rule,
      count: (counts[rule] ?? 0) - agents.filter(({ exclusion }) => exclusion === rule).length,
    }))
    .filter(({ count }) => count > 0);
  if (rest.length === 0) return null;
  const parts = rest.map(({ rule, count }) => `${t(`rule.${rule}`)} ${count}`);
  return <p className="quiet">{t('not_listed', { list: parts.join(' · ') })}</p>;
}
