import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentStatus, Interaction } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { useBoard } from '../api/get-board';
import { AgentTable } from './AgentTable';
import { InteractionTable } from './InteractionTable';
import { QueueTable } from './QueueTable';
import { TotalsStrip } from './TotalsStrip';
import styles from './Board.module.css';

interface Props {
  presence: (agent: AgentStatus) => ReactNode;
  onRead: (interaction: Interaction) => void;
  onReassign?: (interaction: Interaction) => void;
  canSupervise: boolean;
  callbacks?: ReactNode;
}

export function Board({ presence, onRead, onReassign, canSupervise, callbacks }: Props) {
  const { t } = useTranslation('board');
  const { data: board, error, refetch } = useBoard();
  if (error && !board) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!board) return <Skeleton active className={styles.loading} paragraph={{ rows: 8 }} />;
  return (
    <div className={styles.board}>
      <h1 className="sr-only">{t('title')}</h1>
      <TotalsStrip board={board} />
      <section className={styles.queues}>
        <h2>{t('queues')}</h2>
        <QueueTable queues={board.queues} />
      </section>
      <section className={styles.agents}>
        <h2>{t('agents')}</h2>
        <AgentTable agents={board.agents} presence={presence} />
      </section>
      {callbacks && <div className={styles.callbacks}>{callbacks}</div>}
      <section className={styles.interactions}>
        <h2>
          {t('open')} <span className="quiet">{board.interactions.length}</span>
        </h2>
        <InteractionTable
          interactions={board.interactions}
          queues={board.queues}
          canSupervise={canSupervise}
          onRead={onRead}
          onReassign={onReassign}
        />
      </section>
    </div>
  );
}
