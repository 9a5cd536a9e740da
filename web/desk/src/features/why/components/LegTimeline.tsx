import { SwapOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Leg } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { secondsBetween, useFormat } from '@/lib/format';
import styles from './Why.module.css';

// The stretches of an interaction, one below the other.
export function LegTimeline({ legs }: { legs: Leg[] }) {
  return (
    <ol className={styles.legs}>
      {legs.map((leg) => (
        <LegItem key={leg.number} leg={leg} />
      ))}
    </ol>
  );
}

function LegItem({ leg }: { leg: Leg }) {
  const { t } = useTranslation('why');
  const names = useNames();
  const format = useFormat();
  const talked = leg.accepted_at && leg.ended_at ? secondsBetween(leg.accepted_at, leg.ended_at) : undefined;
  const waited = leg.accepted_at ? secondsBetween(leg.queued_at, leg.accepted_at) : undefined;
  const wrapped = leg.ended_at && leg.wrapped_at ? secondsBetween(leg.ended_at, leg.wrapped_at) : undefined;
  const facts = [
    waited !== undefined && t('leg.waited', { time: format.duration(waited) }),
    talked !== undefined && t('leg.talked', { time: format.duration(talked) }),
    wrapped !== undefined && t('leg.wrapped', { time: format.duration(wrapped) }),
    leg.offers > 0 && t('leg.offers', { count: leg.offers }),
    leg.no_answers > 0 && t('leg.no_answers', { count: leg.no_answers }),
    leg.declines > 0 && t('leg.declines', { count: leg.declines }),
    leg.disposition_id && names.of('dispositions', leg.disposition_id),
  ].filter((fact): fact is string => typeof fact === 'string');
  const icon =
    leg.kind === 'consult' ? <TeamOutlined /> : leg.number > 1 ? <SwapOutlined /> : <UserOutlined />;
  return (
    <li>
      <span className={styles.dot} aria-hidden="true">
        {icon}
      </span>
      <div>
        <strong>
          {leg.kind === 'consult' ? t('leg.consult') : names.of('queues', leg.queue_id)}
          {leg.agent_id && ` → ${names.of('users', leg.agent_id)}`}
        </strong>
        <p className="quiet">
          {format.dateTime(leg.queued_at)} · {t(`leg.end.${leg.end}`)}
        </p>
        {facts.length > 0 && <p>{facts.join(' · ')}</p>}
      </div>
    </li>
  );
}
