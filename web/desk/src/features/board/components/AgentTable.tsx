import { DisconnectOutlined } from '@ant-design/icons';
import { Table, Tooltip } from 'antd';
import type { TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentStatus } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { Avatar } from '@/ui/Avatar';
import { LoadBar } from '@/ui/LoadBar';
import { ScrollBox } from '@/ui/ScrollBox';
import { Ticking } from '@/ui/Ticking';
import styles from './Board.module.css';

const order = { not_responding: 0, available: 1, away: 2, offline: 3 };

interface Props {
  agents: AgentStatus[];
  presence: (agent: AgentStatus) => ReactNode;
}

export function AgentTable({ agents, presence }: Props) {
  const { t } = useTranslation('board');
  const names = useNames();
  const rows = [...agents].sort(
    (a, b) =>
      order[a.presence] - order[b.presence] || names.of('users', a.id).localeCompare(names.of('users', b.id)),
  );
  const columns: TableColumnsType<AgentStatus> = [
    {
      title: t('agent'),
      render: (_, agent) => (
        <span className={styles.person}>
          <Avatar name={names.of('users', agent.id)} size={24} />
          <span className="ellipsis">{names.of('users', agent.id)}</span>
          {!agent.is_connected && agent.presence !== 'offline' && (
            <Tooltip title={t('disconnected')}>
              <DisconnectOutlined aria-label={t('disconnected')} />
            </Tooltip>
          )}
        </span>
      ),
    },
    { title: t('presence'), width: 124, render: (_, agent) => presence(agent) },
    { title: t('since'), align: 'right', width: 72, render: (_, agent) => <Ticking since={agent.since} /> },
    {
      title: t('load'),
      width: 100,
      render: (_, agent) => <LoadBar used={agent.units_used} of={agent.units} />,
    },
    {
      title: t('conversations'),
      align: 'right',
      width: 72,
      render: (_, agent) => <span className="numbers">{agent.interaction_ids.length}</span>,
    },
  ];
  return (
    <ScrollBox label={t('agents')}>
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={rows.length > 50 ? { pageSize: 50, size: 'small' } : false}
        locale={{ emptyText: t('no_agents') }}
      />
    </ScrollBox>
  );
}
