import { CloseOutlined, SearchOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseArticle, FoundArticle } from '@/lib/api-types';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useProblemText } from '@/ui/use-problem-text';
import { useOpened, useSearchArticles } from '../api/search-articles';
import { useCaseArticles, useUnlinkArticle } from '../api/uses';
import { FoundList } from './FoundList';
import { GiveArticle } from './GiveArticle';
import { titleOf } from './use-words';
import styles from './Knowledge.module.css';

interface Props {
  caseId: string;
  canChange: boolean;
}

// Articles that this case and its conversations used; more are found, and given to the answer or linked.
export function CaseArticles({ caseId, canChange }: Props) {
  const { t } = useTranslation('knowledge');
  const [q, setQ] = useState('');
  const [reading, setReading] = useState<FoundArticle>();
  const asked = useDeferredValue(q.trim());
  const { data } = useCaseArticles(caseId);
  const searched = useSearchArticles(asked);
  const opened = useOpened();
  const open = (article: FoundArticle) => {
    opened.mutate({ q: asked, articleId: article.article_id });
    setReading(article);
  };
  if (!canChange && (data?.items.length ?? 0) === 0) return null;
  return (
    <section className={styles.ofCase} aria-label={t('used_articles')}>
      <h2>{t('used_articles')}</h2>
      <ul>
        {data?.items.map((used) => (
          <Used key={used.article_id} used={used} caseId={caseId} canChange={canChange} />
        ))}
      </ul>
      {canChange && (
        <Input
          allowClear
          size="small"
          prefix={<SearchOutlined />}
          value={q}
          placeholder={t('search')}
          aria-label={t('search')}
          onChange={({ target }) => setQ(target.value)}
        />
      )}
      {asked && <FoundList articles={searched.data?.items ?? []} onOpen={open} />}
      {asked && searched.data?.items.length === 0 && <p className="quiet">{t('nothing_found')}</p>}
      {reading && (
        <GiveArticle
          key={reading.article_id}
          article={reading}
          place={{ caseId }}
          onDone={() => {
            setReading(undefined);
            setQ('');
          }}
        />
      )}
    </section>
  );
}

function Used({ used, caseId, canChange }: { used: CaseArticle; caseId: string; canChange: boolean }) {
  const { t, i18n } = useTranslation('knowledge');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const format = useFormat();
  const names = useNames();
  const unlink = useUnlinkArticle(caseId);
  const title = titleOf(used.titles, i18n.language);
  const facts = [t(`used_as.${used.way}`), names.of('users', used.user_id), format.dateTime(used.at)];
  return (
    <li>
      <div>
        <Link to={`/knowledge/${used.article_id}`}>{title}</Link>
        <p className="quiet">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {canChange && used.case_id && (
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          aria-label={t('unlink_article', { title })}
          loading={unlink.isPending}
          onClick={() =>
            unlink.mutate(used.article_id, {
              onError: (problem) => void message.error(problemText(problem)),
            })
          }
        />
      )}
    </li>
  );
}
