import { CalendarOutlined } from '@ant-design/icons';
import { DatePicker, Skeleton, Table } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { AdherenceDays, AgentAdherenceDays } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { ScrollBox } from '@/ui/ScrollBox';
import { TableExport } from '@/ui/TableExport';
import { adherenceTablePath, useAdherenceDays } from '../api/adherence';
import type { Stretch } from '../api/adherence';
import styles from './Adherence.module.css';
import { Figures } from './Figures';
import { ShareCell } from './ShareCell';
import { TeamSelect } from './TeamSelect';
import { useLengthText } from './use-length-text';

interface Props {
  params: URLSearchParams;
  today: string;
  onChange: (part: Record<string, string>) => void;
}

const daysMost = 92;
const dayText = (day: dayjs.Dayjs) => day.format('YYYY-MM-DD');

// Adherence and conformance by agent and day.
export function Period({ params, today, onChange }: Props) {
  const { t } = useTranslation('adherence');
  const to = params.get('to') ?? today;
  const from = params.get('from') ?? dayText(dayjs(to).subtract(6, 'day'));
  const team = params.get('team') ?? '';
  const stretch: Stretch = { from, to, team_id: team || undefined };
  const { data, error, refetch } = useAdherenceDays(stretch);
  return (
    <>
      <div className={styles.bar} role="search">
        <DatePicker.RangePicker
          allowClear={false}
          value={[dayjs(from), dayjs(to)]}
          presets={[7, 14, 28].map((days) => ({
            label: t('last_days', { count: days }),
            value: [dayjs(today).subtract(days - 1, 'day'), dayjs(today)] as [dayjs.Dayjs, dayjs.Dayjs],
          }))}
          disabledDate={(day, { from: begin }) =>
            begin ? Math.abs(day.diff(begin, 'days')) >= daysMost : false
          }
          onChange={(range) => {
            if (range?.[0] && range[1]) onChange({ from: dayText(range[0]), to: dayText(range[1]) });
          }}
        />
        <TeamSelect value={team} onChange={(next) => onChange({ team: next })} />
        <TableExport pathOf={(isWorkbook) => adherenceTablePath(stretch, isWorkbook)} />
      </div>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && data.items.length === 0 && (
        <EmptyState icon={<CalendarOutlined />} title={t('nobody')} text={t('nobody_text')} />
      )}
      {data && data.items.length > 0 && (
        <>
          <Figures figures={data.whole} />
          <DaysTable days={data} onDay={(day) => onChange({ view: '', day: day === today ? '' : day })} />
        </>
      )}
    </>
  );
}

const agentWidth = 150;
const shareWidth = 104;
const dayWidth = 72;

function DaysTable({ days, onDay }: { days: AdherenceDays; onDay: (day: string) => void }) {
  const { t, i18n } = useTranslation('adherence');
  const format = useFormat();
  const length = useLengthText();
  const shortDay = new Intl.DateTimeFormat(i18n.language, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'numeric',
  });
  return (
    <ScrollBox label={t('period')} minWidth={agentWidth + 3 * shareWidth + days.days.length * dayWidth}>
      <Table<AgentAdherenceDays>
        size="small"
        rowKey="agent_id"
        dataSource={days.items}
        pagination={days.items.length > 50 ? { pageSize: 50, size: 'small' } : false}
        columns={[
          {
            title: t('agent'),
            dataIndex: 'name',
            width: agentWidth,
            sorter: (a, b) => a.name.localeCompare(b.name),
          },
          {
            title: t('adherence'),
            width: shareWidth,
            align: 'right',
            sorter: (a, b) => (a.figures.adherence ?? 2) - (b.figures.adherence ?? 2),
            render: (_, { figures }) => <ShareCell share={figures.adherence} />,
          },
          {
            title: t('conformance'),
            width: shareWidth,
            align: 'right',
            sorter: (a, b) => (a.figures.conformance ?? 2) - (b.figures.conformance ?? 2),
            render: (_, { figures }) =>
              figures.conformance == null ? '—' : format.percent(figures.conformance),
          },
          {
            title: t('missed'),
            width: shareWidth,
            align: 'right',
            sorter: (a, b) => missed(a) - missed(b),
            render: (_, row) => (missed(row) > 0 ? length(missed(row)) : '—'),
          },
          ...days.days.map(({ day }) => ({
            title: (
              <button type="button" className={styles.name} onClick={() => onDay(day)}>
                {shortDay.format(Date.parse(`${day}T00:00:00Z`))}
              </button>
            ),
            width: dayWidth,
            align: 'right' as const,
            render: (_: unknown, row: AgentAdherenceDays) => (
              <ShareCell share={row.days.find((each) => each.day === day)?.figures.adherence} />
            ),
          })),
        ]}
      />
    </ScrollBox>
  );
}

const missed = ({ figures }: AgentAdherenceDays) => figures.scheduled_s - figures.adherent_s;
