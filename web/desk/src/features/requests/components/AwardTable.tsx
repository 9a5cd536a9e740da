import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BidAward, BidRound, BidRoundShown } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { ScrollBox } from '@/ui/ScrollBox';

interface Props {
  round: BidRound;
  wishes: BidRoundShown['wishes'];
}

// Who gets which line, in the order in which they choose.
export function AwardTable({ round, wishes }: Props) {
  const { t } = useTranslation('requests');
  const names = useNames();
  const columns: TableColumnsType<BidAward> = [
    {
      title: t('bid.turn'),
      align: 'right',
      width: 72,
      render: (_, _award, i) => <span className="numbers">{i + 1}</span>,
    },
    { title: t('planner.agent'), render: (_, { agent_id }) => names.of('users', agent_id) },
    {
      title: t('bid.wishes'),
      render: (_, { agent_id }) => (
        <span className="numbers">{wishes[agent_id]?.lines.join(' › ') || t('bid.no_wish')}</span>
      ),
    },
    {
      title: t('bid.line'),
      align: 'right',
      render: (_, { line }) => <strong className="numbers">{line}</strong>,
    },
    {
      title: t('bid.result'),
      render: (_, { agent_id, line, rank }) => {
        if (rank !== undefined) return t('bid.got', { rank });
        return t(round.agents[line - 1]?.agent_id === agent_id ? 'bid.kept' : 'bid.moved');
      },
    },
  ];
  return (
    <ScrollBox label={t('bid.awards')} minWidth={520}>
      <Table size="small" rowKey="agent_id" columns={columns} dataSource={round.awards} pagination={false} />
    </ScrollBox>
  );
}
