import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleSummary } from '@/lib/api-types';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { ScrollBox } from '@/ui/ScrollBox';
import { useArticles } from '../api/list-articles';
import type { ArticleFilters } from '../api/list-articles';
import { ArticleFilterBar } from './ArticleFilterBar';
import { StateBadge } from './StateBadge';
import { titleOf, useCategoryNames } from './use-words';
import styles from './Knowledge.module.css';

export function ArticleList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t, i18n } = useTranslation('knowledge');
  const format = useFormat();
  const names = useNames();
  const categoryName = useCategoryNames();
  const [filters, setFilters] = useState<ArticleFilters>({});
  const found = useArticles(useDeferredValue(filters));
  const articles = found.data?.pages.flatMap(({ items }) => items);
  const columns: TableColumnsType<ArticleSummary> = [
    {
      title: t('article'),
      render: (_, article) => (
        <span className={styles.titleCell}>
          <Button type="link" size="small" className={styles.titleLink} onClick={() => onOpen(article.id)}>
            {titleOf(article.titles, i18n.language)}
          </Button>
          <span className="quiet">{article.titles.map(({ language }) => language).join(' · ')}</span>
        </span>
      ),
    },
    {
      title: t('state.title'),
      width: 150,
      render: (_, article) => (
        <span className={styles.badges}>
          <StateBadge state={article.state} />
          {article.live_version !== undefined && article.state !== 'published' && (
            <Badge tone="calm">{t('is_live', { version: article.live_version })}</Badge>
          )}
        </span>
      ),
    },
    { title: t('category'), width: 140, ellipsis: true, render: (_, each) => categoryName(each.category_id) },
    { title: t('audience.title'), width: 110, render: (_, each) => t(`audience.${each.audience}`) },
    {
      title: t('helpful'),
      width: 90,
      align: 'right',
      render: (_, { helpful, not_helpful: notHelpful }) => (
        <span className="numbers">
          {helpful} / {notHelpful}
        </span>
      ),
    },
    {
      title: t('uses'),
      width: 80,
      align: 'right',
      render: (_, { uses }) => <span className="numbers">{uses}</span>,
    },
    {
      title: t('changed_at'),
      width: 190,
      render: (_, each) => (
        <>
          {format.dateTime(each.changed_at)}
          {each.changed_by && <div className="quiet">{names.of('users', each.changed_by)}</div>}
        </>
      ),
    },
  ];
  return (
    <>
      <ArticleFilterBar
        filters={filters}
        onChange={(part) => setFilters((before) => ({ ...before, ...part }))}
      />
      {found.error && !articles ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <ScrollBox label={t('articles')} minWidth={920}>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={articles}
            loading={found.isPending}
            pagination={false}
            locale={{ emptyText: t('none') }}
          />
        </ScrollBox>
      )}
      <MoreButton pages={found} label={t('more')} />
    </>
  );
}
