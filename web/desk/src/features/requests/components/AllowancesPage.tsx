import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Input, Skeleton, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeOffBalance, TimeOffType } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useZone } from '@/lib/zone';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useTimeOffTypes } from '../api/planner';
import { useBalances } from '../api/time-off-limits';
import { byAgent } from '../state/balances';
import type { AgentBalances } from '../state/balances';
import { AllowanceDialog } from './AllowanceDialog';
import styles from './Requests.module.css';

interface Edited {
  balance: TimeOffBalance;
  type: TimeOffType;
}

// What each agent may take in a year, has taken and asks for; a cell opens their own allowance.
export function AllowancesPage({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('requests');
  const names = useNames();
  const zone = useZone();
  const [thisYear] = useState(() => new Date(zone.wall(Date.now())).getUTCFullYear());
  const [year, setYear] = useState(thisYear);
  const [filter, setFilter] = useState('');
  const [edited, setEdited] = useState<Edited | null>(null);
  const types = useTimeOffTypes().data;
  const { data, error, refetch } = useBalances(year);
  const rows = byAgent(data ?? [], (id) => names.of('users', id)).filter(({ name }) =>
    name.toLowerCase().includes(filter.trim().toLowerCase()),
  );
  const columns: TableColumnsType<AgentBalances> = [
    { title: t('planner.agent'), dataIndex: 'name', fixed: 'left' },
    ...(types ?? []).map((type) => ({
      title: type.name,
      render: (_: unknown, { name, balances }: AgentBalances) => {
        const balance = balances[type.id];
        return (
          balance && (
            <AllowanceCell
              balance={balance}
              type={type}
              name={name}
              onEdit={() => setEdited({ balance, type })}
            />
          )
        );
      },
    })),
  ];
  return (
    <PageFrame title={t('types.title')} subtitle={t('allowances.help')}>
      {tabs}
      <div className={styles.bar}>
        <div className={styles.turn}>
          <Button
            icon={<LeftOutlined />}
            aria-label={t('allowances.year_before')}
            disabled={year <= 2000}
            onClick={() => setYear(year - 1)}
          />
          <strong className="numbers" aria-live="polite">
            {year}
          </strong>
          <Button
            icon={<RightOutlined />}
            aria-label={t('allowances.year_after')}
            disabled={year >= 2200}
            onClick={() => setYear(year + 1)}
          />
        </div>
        <Input.Search
          allowClear
          value={filter}
          aria-label={t('allowances.find')}
          placeholder={t('allowances.find')}
          onChange={({ target }) => setFilter(target.value)}
          style={{ width: 220 }}
        />
      </div>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {(!data || !types) && !error && <Skeleton active />}
      {data && types && (
        <ScrollBox label={t('allowances.tab')} minWidth={200 + 200 * types.length}>
          <Table
            size="small"
            rowKey="agent_id"
            columns={columns}
            dataSource={rows}
            locale={{ emptyText: t(types.length === 0 ? 'allowances.no_types' : 'allowances.none') }}
            pagination={rows.length > 50 ? { pageSize: 50, size: 'small' } : false}
          />
        </ScrollBox>
      )}
      {edited && <AllowanceDialog {...edited} onClose={() => setEdited(null)} />}
    </PageFrame>
  );
}

interface CellProps {
  balance: TimeOffBalance;
  type: TimeOffType;
  name: string;
  onEdit: () => void;
}

function AllowanceCell({ balance: { allowed, taken, asked }, type, name, onEdit }: CellProps) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const number = (value: number) => format.number(Math.round(value * 100) / 100);
  const left =
    allowed === undefined
      ? t('time_off.unlimited')
      : t(`time_off.left_${type.unit}`, {
          count: allowed,
          left: number(allowed - taken - asked),
          allowed: number(allowed),
        });
  return (
    <div>
      <Button
        type="link"
        size="small"
        className="numbers"
        style={{ padding: 0 }}
        aria-label={t('allowances.change_of', { name, type: type.name, left })}
        onClick={onEdit}
      >
        {left}
      </Button>
      <div className="quiet numbers">
        {t('time_off.used', { taken: number(taken), asked: number(asked) })}
        {allowed !== type.allowance_year && ` · ${t('allowances.own')}`}
      </div>
    </div>
  );
}
