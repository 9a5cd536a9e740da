import { DatePicker, Select, Space, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import type { NamedKind } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useAudit } from '../api/get-audit';
import type { AuditFilters } from '../api/get-audit';
import { DiffTable } from './DiffTable';
import { useOptions } from './use-options';

const tones = { delete: 'alarm', create: 'calm', sign_in_failed: 'watch' } as const;

// Where the name stands of what an entry does not describe itself.
const directoryOf: Partial<Record<string, NamedKind>> = {
  user: 'users',
  session: 'users',
  channel: 'channels',
  queue: 'queues',
};

export function AuditPage() {
  const { t, i18n } = useTranslation('org');
  const names = useNames();
  const format = useFormat();
  const people = useOptions('users');
  const [filters, setFilters] = useState<AuditFilters>({});
  const found = useAudit(filters);
  const entries = found.data?.pages.flatMap(({ items }) => items);
  const word = (group: 'audit_action' | 'audit_kind', text: string) =>
    i18n.exists(`${group}.${text}`, { ns: 'org' }) ? t(`${group}.${text}`) : text;
  const nameOf = (entry: AuditEntry) => {
    const named = (entry.after ?? entry.before) as { name?: unknown } | undefined;
    if (typeof named?.name === 'string') return named.name;
    const kind = directoryOf[entry.kind];
    return kind ? names.of(kind, entry.target_id) : `#${entry.target_id}`;
  };
  const columns: TableColumnsType<AuditEntry> = [
    { title: t('audit.at'), width: 180, render: (_, entry) => format.dateTime(entry.at) },
    {
      title: t('audit.who'),
      width: 150,
      render: (_, entry) => names.of('users', entry.user_id) || t('audit.server'),
    },
    {
      title: t('audit.action'),
      width: 110,
      render: (_, { action }) => (
        <Badge tone={action in tones ? tones[action as keyof typeof tones] : 'plain'}>
          {word('audit_action', action)}
        </Badge>
      ),
    },
    { title: t('audit.kind'), width: 140, render: (_, entry) => word('audit_kind', entry.kind) },
    { title: t('audit.target'), render: (_, entry) => nameOf(entry) },
    { title: t('audit.address'), width: 140, dataIndex: 'remote_address' },
  ];
  return (
    <PageFrame title={t('audit.title')} subtitle={t('audit.help')}>
      <Space wrap style={{ marginBottom: 12 }}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={people}
          value={filters.who}
          placeholder={t('audit.who')}
          aria-label={t('audit.who')}
          style={{ width: 180 }}
          onChange={(who?: string) => setFilters({ ...filters, who })}
        />
        <Select
          allowClear
          options={auditKinds.map((kind) => ({ value: kind, label: word('audit_kind', kind) }))}
          value={filters.what}
          placeholder={t('audit.kind')}
          aria-label={t('audit.kind')}
          style={{ width: 180 }}
          onChange={(what?: string) => setFilters({ ...filters, what })}
        />
        <DatePicker.RangePicker
          allowEmpty={[true, true]}
          onChange={(range) =>
            setFilters({
              ...filters,
              from: range?.[0]?.startOf('day').toISOString(),
              to: range?.[1]?.endOf('day').toISOString(),
            })
          }
        />
      </Space>
      {found.error && !entries ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <ScrollBox label={t('audit.title')} minWidth={880}>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={entries}
            loading={found.isPending}
            pagination={false}
            expandable={{
              columnTitle: <span className="sr-only">{t('audit.field')}</span>,
              expandedRowRender: (entry) => <DiffTable before={entry.before} after={entry.after} />,
              rowExpandable: (entry) => entry.before != null || entry.after != null,
            }}
            locale={{ emptyText: t('audit.nothing') }}
          />
        </ScrollBox>
      )}
      <MoreButton pages={found} label={t('audit.more')} />
    </PageFrame>
  );
}

const auditKinds = [
  'webhook',
  'webhook_delivery',
  'user',
  'team',
  'role',
  'skill',
  'queue',
  'hours',
  'channel',
  'trunk',
  'phone_number',
  'phone',
  'disposition',
  'presence_reason',
  'decline_reason',
  'canned_reply',
  'api_token',
  'organisation',
  'session',
  'recording',
] as const;
