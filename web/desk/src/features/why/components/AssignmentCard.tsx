import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Assignment, Why } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { secondsBetween, useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { CandidateTable } from './CandidateTable';
import { ScoreText } from './ScoreText';
import styles from './Why.module.css';

const tones = { accepted: 'calm', declined: 'watch', no_answer: 'alarm', withdrawn: 'plain' } as const;

export function AssignmentCard({ assignment, number }: { assignment: Assignment; number: number }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  const names = useNames();
  const { why } = assignment;
  const agent = names.of('users', assignment.agent_id);
  return (
    <article className={styles.card}>
      <header className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
        <h2>{t('offered_to', { agent })}</h2>
        <time dateTime={assignment.at}>{format.dateTime(assignment.at)}</time>
        {assignment.end && <Badge tone={tones[assignment.end]}>{t(`end.${assignment.end}`)}</Badge>}
      </header>
      <div className={styles.story}>
        <Choice why={why} agent={agent} />
        <Ending assignment={assignment} agent={agent} />
      </div>
      <CandidateTable assignment={assignment} number={number} />
      <Rivals assignment={assignment} agent={agent} />
      <Counterfactual assignment={assignment} />
    </article>
  );
}

// A consult is asked of one person; everything else is a choice among many.
function Choice({ why, agent }: { why: Why; agent: string }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  const names = useNames();
  const trigger = t(`trigger.${why.trigger}`, { agent, queue: names.of('queues', why.queue_id) });
  if (why.trigger === 'consult') return <p>{trigger}</p>;
  return (
    <>
      <p>
        {trigger} {t('waited', { time: format.duration(why.waited_s) })}
      </p>
      <p>
        {why.steps > 0 && why.step < why.steps && t('step', { step: why.step + 1, steps: why.steps })}
        {why.steps > 0 && why.step >= why.steps && t('step_over', { steps: why.steps })}
        {why.steps === 0 && t('no_steps')}
      </p>
      <p>
        {t('candidates', { count: why.counts.none ?? 0, agent })}
        {why.unseen > 0 && ` ${t('unseen', { count: why.unseen })}`}
      </p>
    </>
  );
}

function Ending({ assignment, agent }: { assignment: Assignment; agent: string }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  const names = useNames();
  const { end, ended_at, at } = assignment;
  if (!end) return <p>{t('still_open', { agent })}</p>;
  const time = format.duration(ended_at ? secondsBetween(at, ended_at) : 0);
  const reason = names.of('decline_reasons', assignment.reason_id);
  return (
    <p>
      <strong>
        {t(`${assignment.why.trigger === 'consult' ? 'consult_ending' : 'ending'}.${end}`, { agent, time })}
      </strong>
      {end === 'declined' && reason && ` ${t('declined_because', { reason })}`}
    </p>
  );
}

function Rivals({ assignment, agent }: { assignment: Assignment; agent: string }) {
  const { t } = useTranslation('why');
  const names = useNames();
  const { rivals, score } = assignment.why;
  if (rivals.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('rivals', { agent })}</h3>
      <p className="quiet">{t('rivals_help')}</p>
      <ul className={styles.rivals}>
        <li>
          <strong>{t('this_one')}</strong> · <ScoreText score={score} />
        </li>
        {rivals.map((rival) => (
          <li key={rival.interaction_id}>
            <Link to={`/interactions/${rival.interaction_id}/why`}>#{rival.interaction_id}</Link> ·{' '}
            {names.of('queues', rival.queue_id)} · <ScoreText score={rival.score} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Counterfactual({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  const names = useNames();
  const { sooner_s, more_skill_id, queue_id } = assignment.why;
  if (sooner_s <= 0) return null;
  const time = format.duration(sooner_s);
  return (
    <p className={styles.counterfactual}>
      {more_skill_id
        ? t('one_more_skilled', { skill: names.of('skills', more_skill_id), time })
        : t('one_more', { queue: names.of('queues', queue_id), time })}
    </p>
  );
}
