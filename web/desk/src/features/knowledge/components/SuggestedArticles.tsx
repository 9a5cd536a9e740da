import { LinkOutlined, SearchOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Drawer, Input, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundArticle } from '@/lib/api-types';
import { useInsertions } from '@/lib/insertions';
import { useSession } from '@/lib/session';
import { ErrorState } from '@/ui/ErrorState';
import { useSuggestions } from '../api/get-suggestions';
import { useArticleReading, useUseArticle } from '../api/read-article';
import { useOpened, useSearchArticles } from '../api/search-articles';
import { ArticleBody } from './ArticleBody';
import { Pieces } from './Pieces';
import styles from './Knowledge.module.css';

interface Props {
  interactionId: string;
  said: string; // what the customer said last
}

// Beside a conversation: what may answer it, and a search; an article is read, then given as text or link.
export function SuggestedArticles({ interactionId, said }: Props) {
  const { t } = useTranslation('knowledge');
  const [q, setQ] = useState('');
  const [reading, setReading] = useState<FoundArticle>();
  const asked = useDeferredValue(q.trim());
  const suggested = useSuggestions(interactionId, said);
  const searched = useSearchArticles(asked);
  const opened = useOpened();
  const shown = asked ? searched.data : suggested.data;
  const open = (article: FoundArticle) => {
    if (asked) opened.mutate({ q: asked, articleId: article.article_id });
    setReading(article);
  };
  return (
    <section className={styles.suggested} aria-label={t('suggested')}>
      <h2>{t('suggested')}</h2>
      <Input
        allowClear
        size="small"
        prefix={<SearchOutlined />}
        value={q}
        placeholder={t('search')}
        aria-label={t('search')}
        onChange={({ target }) => setQ(target.value)}
      />
      <ul className={styles.found}>
        {shown?.items.map((article) => (
          <li key={article.article_id}>
            <button type="button" onClick={() => open(article)} lang={article.language}>
              <strong>
                <Pieces pieces={article.title} />
              </strong>
              <span className="quiet">
                <Pieces pieces={article.snippet} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown && shown.items.length === 0 && (
        <p className="quiet">{t(asked ? 'nothing_found' : 'no_suggestion')}</p>
      )}
      {shown && !shown.is_complete && <p className="quiet">{t('incomplete')}</p>}
      <Drawer
        open={reading !== undefined}
        onClose={() => setReading(undefined)}
        size={520}
        title={t('article')}
      >
        {reading && (
          <Reading
            key={reading.article_id}
            article={reading}
            interactionId={interactionId}
            onDone={() => setReading(undefined)}
          />
        )}
      </Drawer>
    </section>
  );
}

function Reading({
  article,
  interactionId,
  onDone,
}: {
  article: FoundArticle;
  interactionId: string;
  onDone: () => void;
}) {
  const { t } = useTranslation('knowledge');
  const { message } = AntApp.useApp();
  const { organisation } = useSession();
  const insertions = useInsertions();
  const use = useUseArticle(interactionId);
  const { data, error, refetch } = useArticleReading(article.article_id, article.language);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  const give = (way: 'link' | 'text', text: string) => {
    if (!insertions?.insert(interactionId, text)) return void message.warning(t('cannot_insert'));
    use.mutate({ id: data.id, way });
    onDone();
  };
  const address = `${window.location.origin}/help/${organisation.slug}/${data.slug}?language=${data.language}`;
  return (
    <article className={styles.reading}>
      <h2 lang={data.language}>{data.title}</h2>
      <div className={styles.give}>
        <Button type="primary" size="small" onClick={() => give('text', data.text)}>
          {t('insert_text')}
        </Button>
        {data.audience === 'public' && (
          <Button
            size="small"
            icon={<LinkOutlined />}
            onClick={() => give('link', `${data.title} ${address}`)}
          >
            {t('insert_link')}
          </Button>
        )}
        {data.audience === 'agents' && <span className="quiet">{t('agents_only')}</span>}
      </div>
      <ArticleBody html={data.html} language={data.language} />
    </article>
  );
}
