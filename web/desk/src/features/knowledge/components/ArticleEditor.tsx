import { ArrowLeftOutlined } from '@ant-design/icons';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleFields, ArticleWhole } from '@/lib/api-types';
import { asProblem } from '@/lib/http';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { issueText } from '@/ui/issue-text';
import { useProblemText } from '@/ui/use-problem-text';
import { useArticle, useSaveArticle } from '../api/article';
import { ArticleReaders } from './ArticleReaders';
import { ArticleSettings } from './ArticleSettings';
import { ArticleUses } from './ArticleUses';
import { ArticleVersions } from './ArticleVersions';
import { EditorActions } from './EditorActions';
import { StateBadge } from './StateBadge';
import { TranslationTabs } from './TranslationTabs';
import { titleOf } from './use-words';
import styles from './Knowledge.module.css';

interface Props {
  id: string | undefined; // undefined: a new one
  onMade: (id: string) => void;
  onLeave: () => void;
}

export function ArticleEditor({ id, onMade, onLeave }: Props) {
  const { i18n } = useTranslation('knowledge');
  const { data, error, refetch } = useArticle(id);
  if (id !== undefined && !data)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <PageFrame title="…">
        <Skeleton active paragraph={{ rows: 8 }} />
      </PageFrame>
    );
  const blank: ArticleFields = {
    audience: 'public',
    tags: [],
    translations: [{ language: i18n.language, title: '', body: '' }],
  };
  return (
    <Editor
      key={`${data?.id} ${data?.revision}`}
      article={data}
      initial={data?.draft ?? blank}
      onMade={onMade}
      onLeave={onLeave}
    />
  );
}

interface EditorProps extends Omit<Props, 'id'> {
  article: ArticleWhole | undefined;
  initial: ArticleFields;
}

function Editor({ article, initial, onMade, onLeave }: EditorProps) {
  const { t, i18n } = useTranslation('knowledge');
  const [fields, setFields] = useState(initial);
  const [failure, setFailure] = useState<unknown>();
  const save = useSaveArticle(article?.id);
  const change = (part: Partial<ArticleFields>) => setFields((before) => ({ ...before, ...part }));
  const isChanged = fields !== initial;
  const saved = async () => {
    setFailure(undefined);
    try {
      const whole = await save.mutateAsync({ fields, revision: article?.revision ?? 0 });
      if (!article) onMade(whole.id);
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    }
  };
  return (
    <PageFrame
      isWide
      title={
        <span className={styles.heading}>
          <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('back')} onClick={onLeave} />
          {titleOf(fields.translations, i18n.language) || t('untitled')}
          {article && <StateBadge state={article.state} />}
        </span>
      }
      actions={
        <EditorActions
          article={article}
          isChanged={isChanged}
          isSaving={save.isPending}
          onSave={saved}
          onFailure={setFailure}
          onGone={onLeave}
        />
      }
    >
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles.editor}>
        <TranslationTabs
          translations={fields.translations}
          onChange={(translations) => change({ translations })}
        />
        <aside className={styles.side} aria-label={t('settings')}>
          <ArticleSettings fields={fields} slug={article?.slug} onChange={change} />
          {article && <ArticleVersions article={article} onFailure={setFailure} />}
          {article && <ArticleUses articleId={article.id} />}
          {article && <ArticleReaders articleId={article.id} />}
        </aside>
      </div>
    </PageFrame>
  );
}

function Failure({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('knowledge');
  const problemText = useProblemText();
  const { reason, issues } = asProblem(error);
  const title = i18n.exists(`knowledge:problem.${reason}`) ? t(`problem.${reason}`) : problemText(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={title}
      description={
        issues.length > 0 &&
        issues.map(({ where, what }) => `${where}: ${issueText(what, i18n.language)}`).join(' ')
      }
    />
  );
}
