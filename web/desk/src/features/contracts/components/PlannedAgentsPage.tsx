import { Button, Input, Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentPlanning } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { usePlannedAgents } from '../api/planned-agents';
import { AgentForm } from './AgentForm';

type Shown = 'all' | 'planned' | 'unplanned';
const choices: Shown[] = ['all', 'planned', 'unplanned'];
const nameStyle = { padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' } as const;

// Everybody, with what planners keep of them.
export function PlannedAgentsPage() {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const { data, error, refetch } = usePlannedAgents();
  const [edited, setEdited] = useState<AgentPlanning | null>(null);
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const rows = data?.filter(
    ({ name, contract, skills }) =>
      `${name} ${contract} ${skills.join(' ')}`.toLowerCase().includes(words.trim().toLowerCase()) &&
      (shown === 'all' || (contract !== '') === (shown === 'planned')),
  );
  return (
    <PageFrame
      title={t('agent.title')}
      subtitle={t('agent.help')}
      actions={
        <>
          <Input.Search
            allowClear
            value={words}
            placeholder={t('ui:admin.find')}
            aria-label={t('ui:admin.find')}
            style={{ width: 180 }}
            onChange={({ target }) => setWords(target.value)}
          />
          <Select
            value={shown}
            aria-label={t('agent.shown')}
            style={{ width: 170 }}
            options={choices.map((each) => ({ value: each, label: t(`agent.show.${each}`) }))}
            onChange={setShown}
          />
        </>
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 6 }} />}
      {rows && (
        <ScrollBox label={t('agent.title')} minWidth={820}>
          <Table<AgentPlanning>
            size="small"
            rowKey="agent_id"
            dataSource={rows}
            pagination={rows.length > 25 ? { pageSize: 25, size: 'small', showSizeChanger: false } : false}
            locale={{ emptyText: t('ui:admin.empty') }}
            columns={[
              {
                title: t('name'),
                render: (_, agent) => (
                  <Button type="link" size="small" style={nameStyle} onClick={() => setEdited(agent)}>
                    {agent.name}
                  </Button>
                ),
                sorter: (a, b) => a.name.localeCompare(b.name),
              },
              {
                title: t('agent.contract'),
                render: (_, { contract }) => contract || <Badge>{t('agent.unplanned')}</Badge>,
                sorter: (a, b) => a.contract.localeCompare(b.contract),
              },
              {
                title: t('agent.skills'),
                render: (_, { skills }) =>
                  skills.length > 0 ? skills.join(', ') : <Badge tone="watch">{t('agent.no_skill')}</Badge>,
              },
              {
                title: t('agent.cost_per_hour'),
                align: 'right',
                className: 'numbers',
                render: (_, { cost_per_hour }) => (cost_per_hour > 0 ? format.number(cost_per_hour) : '—'),
              },
              {
                title: t('agent.time_off'),
                align: 'right',
                className: 'numbers',
                render: (_, { time_off }) => (time_off.length > 0 ? format.number(time_off.length) : '—'),
              },
              {
                title: t('agent.wishes'),
                align: 'right',
                className: 'numbers',
                render: (_, { wishes }) => (wishes.length > 0 ? format.number(wishes.length) : '—'),
              },
            ]}
          />
        </ScrollBox>
      )}
      {edited && <AgentForm key={edited.agent_id} agent={edited} onClose={() => setEdited(null)} />}
    </PageFrame>
  );
}
