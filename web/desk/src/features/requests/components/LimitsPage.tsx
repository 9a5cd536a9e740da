import { PlusOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Checkbox, Skeleton, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AwayLimit } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeRules, useTimeOffRules } from '../api/time-off-limits';
import { limitsOf } from '../state/limits';
import type { LimitKind } from '../state/limits';
import { LimitDrawer } from './LimitDrawer';
import { useWords } from './use-words';

type Row = ReturnType<typeof limitsOf>[number];

// How many may be away when, or the days on which nobody may.
export function LimitsPage({ kind, tabs }: { kind: LimitKind; tabs: ReactNode }) {
  const { t } = useTranslation('requests');
  const names = useNames();
  const words = useWords();
  const [edited, setEdited] = useState<AwayLimit | 'new' | null>(null);
  const { data, error, refetch } = useTimeOffRules();
  const columns: TableColumnsType<Row> = [
    {
      title: t('limits.name'),
      render: (_, { limit }) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setEdited(limit)}>
          {limit.name}
        </Button>
      ),
    },
    {
      title: t('planner.days'),
      render: (_, { limit: { first_day, last_day, weekdays } }) => (
        <>
          <span className="numbers">{words.span(first_day, last_day)}</span>
          {weekdays.length > 0 && <div className="quiet">{words.weekdays(weekdays)}</div>}
        </>
      ),
    },
    {
      title: t('limits.of'),
      render: (_, { limit: { team_id, skill_id } }) =>
        [names.of('teams', team_id), names.of('skills', skill_id)].filter(Boolean).join(' · ') ||
        t('limits.everybody'),
    },
    ...(kind === 'limits'
      ? [
          {
            title: t('limits.away_max'),
            align: 'right' as const,
            render: (_: unknown, { limit: { away_max } }: Row) => <span className="numbers">{away_max}</span>,
          },
        ]
      : []),
  ];
  return (
    <PageFrame
      title={t('types.title')}
      subtitle={t(`${kind}.help`)}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t(`${kind}.add`)}
        </Button>
      }
    >
      {tabs}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && (
        <>
          {kind === 'limits' && <AsksCoverage isOn={data.asks_coverage} />}
          <ScrollBox label={t(`${kind}.tab`)} minWidth={560}>
            <Table
              size="small"
              rowKey="at"
              columns={columns}
              dataSource={limitsOf(data, kind)}
              locale={{ emptyText: t(`${kind}.none`) }}
              pagination={false}
            />
          </ScrollBox>
        </>
      )}
      {edited && (
        <LimitDrawer
          kind={kind}
          limit={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </PageFrame>
  );
}

function AsksCoverage({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const change = useChangeRules();
  return (
    <p>
      <Checkbox
        checked={isOn}
        disabled={change.isPending}
        onChange={({ target }) =>
          change.mutate((now) => ({ ...now, asks_coverage: target.checked }), {
            onSuccess: () => void message.success(t('ui:admin.saved')),
            onError: (error) => void message.error(problemText(error)),
          })
        }
      >
        {t('limits.asks_coverage')}
      </Checkbox>
    </p>
  );
}
