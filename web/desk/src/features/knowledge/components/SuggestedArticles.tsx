import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundArticle } from '@/lib/api-types';
import { useSuggestions } from '../api/get-suggestions';
import { useOpened, useSearchArticles } from '../api/search-articles';
import { FoundList } from './FoundList';
import { GiveArticle } from './GiveArticle';
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
      <FoundList articles={shown?.items ?? []} onOpen={open} />
      {shown && shown.items.length === 0 && (
        <p className="quiet">{t(asked ? 'nothing_found' : 'no_suggestion')}</p>
      )}
      {shown && !shown.is_complete && <p className="quiet">{t('incomplete')}</p>}
      {reading && (
        <GiveArticle
          key={reading.article_id}
          article={reading}
          place={{ interactionId }}
          onDone={() => setReading(undefined)}
        />
      )}
    </section>
  );
}
