import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ArticleDeflection, MeasuredAttempts, SearchDeflection } from '@/lib/api-types';
import { ErrorState } from '@/ui/ErrorState';
import { ScrollBox } from '@/ui/ScrollBox';
import { useSearchDeflection } from '../api/get-deflection';
import { Share } from './Share';
import { titleOf } from './use-words';
import styles from './Knowledge.module.css';

const count = (value: number) => <span className="numbers">{value}</span>;

function useWindowColumns<Row extends MeasuredAttempts>(): TableColumnsType<Row> {
  const { t } = useTranslation('knowledge');
  return (['within_24_h', 'within_72_h', 'within_7_d'] as const).map((window) => ({
    title: t(`deflection.${window}`),
    key: window,
    width: 190,
    align: 'right',
    render: (_, row) => <Share of={row[window]} />,
  }));
}

interface Articles {
  articles: ArticleDeflection[];
  onOpen: (id: string) => void;
}

export function DeflectionOfArticles({ articles, onOpen }: Articles) {
  const { t, i18n } = useTranslation('knowledge');
  const windows = useWindowColumns<ArticleDeflection>();
  return (
    <ScrollBox label={t('deflection.articles')} minWidth={960}>
      <Table<ArticleDeflection>
        size="small"
        rowKey="article_id"
        dataSource={articles}
        pagination={false}
        locale={{ emptyText: t('deflection.no_attempts') }}
        columns={[
          {
            title: t('deflection.article'),
            render: (_, { article_id: id, titles }) =>
              titles.length > 0 ? (
                <Button type="link" size="small" className={styles.titleLink} onClick={() => onOpen(id)}>
                  {titleOf(titles, i18n.language)}
                </Button>
              ) : (
                <span className="quiet">{t('deflection.gone')}</span>
              ),
          },
          {
            title: t('deflection.attempts'),
            width: 80,
            align: 'right',
            render: (_, each) => count(each.attempts),
          },
          ...windows,
          {
            title: t('deflection.unread'),
            width: 120,
            align: 'right',
            render: (_, each) => count(each.unread_answers),
          },
        ]}
      />
    </ScrollBox>
  );
}

export function DeflectionOfSearches({ days }: { days: number }) {
  const { t } = useTranslation('knowledge');
  const { data, error, isPending, refetch } = useSearchDeflection(days);
  const windows = useWindowColumns<SearchDeflection>();
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <ScrollBox label={t('deflection.searches')} minWidth={960}>
      <Table<SearchDeflection>
        size="small"
        rowKey="words"
        dataSource={data}
        loading={isPending}
        pagination={false}
        locale={{ emptyText: t('deflection.no_attempts') }}
        columns={[
          { title: t('deflection.words'), dataIndex: 'words' },
          {
            title: t('deflection.searched'),
            width: 80,
            align: 'right',
            render: (_, each) => count(each.attempts),
          },
          ...windows,
          {
            title: t('deflection.without_result'),
            width: 120,
            align: 'right',
            render: (_, each) => count(each.without_result),
          },
        ]}
      />
    </ScrollBox>
  );
}
