import { LinkOutlined, PaperClipOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FoundArticle, UsedAs } from '@/lib/api-types';
import { caseWords, useInsertions } from '@/lib/insertions';
import { useSession } from '@/lib/session';
import { ErrorState } from '@/ui/ErrorState';
import { useProblemText } from '@/ui/use-problem-text';
import { useArticleReading, useUseArticle } from '../api/read-article';
import type { UsePlace } from '../api/read-article';
import { ArticleBody } from './ArticleBody';
import styles from './Knowledge.module.css';

interface Props {
  article: FoundArticle;
  place: UsePlace;
  onDone: () => void;
}

// An article is read, then given as text or link to what is being written, or linked to the case without words.
export function GiveArticle({ article, place, onDone }: Props) {
  const { t } = useTranslation('knowledge');
  return (
    <Drawer open onClose={onDone} size={520} title={t('article')}>
      <Reading article={article} place={place} onDone={onDone} />
    </Drawer>
  );
}

function Reading({ article, place, onDone }: Props) {
  const { t } = useTranslation('knowledge');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const { organisation } = useSession();
  const insertions = useInsertions();
  const use = useUseArticle(place);
  const { data, error, refetch } = useArticleReading(article.article_id, article.language);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  const note = (way: UsedAs) =>
    use
      .mutateAsync({ id: data.id, way })
      .catch((problem: unknown) => void message.error(problemText(problem)));
  const give = (way: UsedAs, text: string) => {
    const where = 'caseId' in place ? caseWords(place.caseId) : place.interactionId;
    if (!insertions?.insert(where, text)) return void message.warning(t('cannot_insert'));
    void note(way);
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
        {'caseId' in place && (
          <Button
            size="small"
            icon={<PaperClipOutlined />}
            loading={use.isPending}
            onClick={() => void note('by_hand').then(onDone)}
          >
            {t('link_to_case')}
          </Button>
        )}
        {data.audience === 'agents' && <span className="quiet">{t('agents_only')}</span>}
      </div>
      <ArticleBody html={data.html} language={data.language} />
    </article>
  );
}
