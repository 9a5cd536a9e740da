import { Segmented, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gap } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { ScrollBox } from '@/ui/ScrollBox';
import { useGaps } from '../api/get-gaps';
import styles from './Knowledge.module.css';

// What people looked for in vain: what to write next.
export function GapsPanel() {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const [days, setDays] = useState(30);
  const { data, error, isPending, refetch } = useGaps(days);
  const count = (value: number) => <span className="numbers">{value}</span>;
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          value={days}
          onChange={setDays}
          options={[7, 30, 90].map((value) => ({ value, label: t('gaps.days', { count: value }) }))}
        />
        <span className="quiet">{t('gaps.help')}</span>
      </div>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <ScrollBox label={t('gaps.title')} minWidth={640}>
          <Table<Gap>
            size="small"
            rowKey={({ words, language }) => `${language} ${words}`}
            loading={isPending}
            dataSource={data}
            pagination={false}
            locale={{ emptyText: t('gaps.none') }}
            columns={[
              {
                title: t('gaps.words'),
                render: (_, { words, language }) => <span lang={language}>{words}</span>,
              },
              {
                title: t('gaps.searches'),
                width: 100,
                align: 'right',
                render: (_, each) => count(each.searches),
              },
              {
                title: t('gaps.without_result'),
                width: 140,
                align: 'right',
                render: (_, each) => count(each.without_result),
              },
              {
                title: t('gaps.without_opening'),
                width: 140,
                align: 'right',
                render: (_, each) => count(each.without_opening),
              },
              { title: t('gaps.last_at'), width: 180, render: (_, each) => format.dateTime(each.last_at) },
            ]}
          />
        </ScrollBox>
      )}
    </>
  );
}
