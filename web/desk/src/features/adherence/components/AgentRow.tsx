import { useTranslation } from 'react-i18next';
import type { AgentAdherence } from '@/lib/contract';
import { useNow } from '@/lib/clock';
import { useNames } from '@/lib/directory';
import { clockText, useFormat } from '@/lib/format';
import type { Axis } from '../state/axis';
import { missedOf, outSeconds } from '../state/rows';
import styles from './Adherence.module.css';
import { StateBadge } from './StateBadge';
import { Strip } from './Strip';

interface Props {
  agent: AgentAdherence;
  index: number;
  top: number;
  height: number;
  axis: Axis;
  now: number;
  nowLeft: number | undefined;
  isLive: boolean;
  onOpen: (agentId: string) => void;
}

export function AgentRow({ agent, index, top, height, axis, now, nowLeft, isLive, onOpen }: Props) {
  const format = useFormat();
  const names = useNames();
  const { figures, team_ids } = agent;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ top, height }}>
      <span role="cell" className={styles.person}>
        <button type="button" className={styles.name} onClick={() => onOpen(agent.agent_id)}>
          {agent.name || `#${agent.agent_id}`}
        </button>
        <span className="quiet ellipsis">{team_ids.map((id) => names.of('teams', id)).join(', ')}</span>
      </span>
      <span role="cell">
        <StateBadge agent={agent} isLive={isLive} />
      </span>
      <span role="cell" className={styles.strips}>
        <Strip agent={agent} axis={axis} now={now} nowLeft={nowLeft} />
      </span>
      <span role="cell" className={`numbers ${styles.right}`}>
        {isLive ? <OutFor agent={agent} /> : <Missed seconds={missedOf(agent)} />}
      </span>
      <span role="cell" className={`numbers ${styles.right}`}>
        {figures.adherence == null ? '—' : format.percent(figures.adherence)}
      </span>
    </div>
  );
}

function OutFor({ agent }: { agent: AgentAdherence }) {
  const now = useNow();
  return agent.now?.is_out ? (
    <strong className={styles.bad}>{clockText(outSeconds(agent, now))}</strong>
  ) : (
    <Missed seconds={missedOf(agent)} />
  );
}

function Missed({ seconds }: { seconds: number }) {
  const { t } = useTranslation('adherence');
  const format = useFormat();
  return seconds > 0 ? <span title={t('missed')}>{format.duration(seconds)}</span> : <>—</>;
}
