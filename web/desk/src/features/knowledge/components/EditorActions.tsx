import { MoreOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ArticleWhole } from '@/lib/api-types';
import { useMay } from '@/lib/session';
import { useArticleStep, useDeleteArticle } from '../api/article';
import type { Step } from '../api/article';

interface Props {
  article: ArticleWhole | undefined;
  isChanged: boolean;
  isSaving: boolean;
  onSave: () => Promise<boolean>;
  onFailure: (error: unknown) => void;
  onGone: () => void;
}

export function EditorActions({ article, isChanged, isSaving, onSave, onFailure, onGone }: Props) {
  const { t } = useTranslation('knowledge');
  const mayPublish = useMay('publish_knowledge');
  const saves = (
    <Button loading={isSaving} disabled={article !== undefined && !isChanged} onClick={() => void onSave()}>
      {t('save')}
    </Button>
  );
  if (!article) return saves;
  return (
    <>
      {saves}
      <Steps
        article={article}
        isChanged={isChanged}
        onSave={onSave}
        onFailure={onFailure}
        onGone={onGone}
        mayPublish={mayPublish}
      />
    </>
  );
}

interface StepProps extends Omit<Props, 'article' | 'isSaving'> {
  article: ArticleWhole;
  mayPublish: boolean;
}

function Steps({ article, isChanged, onSave, onFailure, onGone, mayPublish }: StepProps) {
  const { t } = useTranslation('knowledge');
  const { modal } = AntApp.useApp();
  const step = useArticleStep(article.id);
  const remove = useDeleteArticle(article.id);
  const take = async (next: Step) => {
    if (isChanged && !(await onSave())) return;
    await step.mutateAsync({ step: next }).catch(onFailure);
  };
  const isOpen = isChanged || article.state !== 'published';
  const ask = (title: string, done: () => Promise<unknown>) =>
    modal.confirm({ title, okButtonProps: { danger: true }, onOk: () => done().catch(onFailure) });
  const more = [
    ...(article.state === 'review'
      ? [{ key: 'back', label: t('send_back'), onClick: () => void take('send-back') }]
      : []),
    ...(article.live_version !== undefined
      ? [
          {
            key: 'expire',
            label: t('expire'),
            onClick: () => ask(t('expire_sure'), () => step.mutateAsync({ step: 'expire' })),
          },
        ]
      : []),
    {
      key: 'delete',
      danger: true,
      label: t('delete'),
      onClick: () => ask(t('delete_sure'), () => remove.mutateAsync().then(onGone)),
    },
  ];
  return (
    <>
      {!mayPublish && article.state !== 'review' && isOpen && (
        <Button type="primary" loading={step.isPending} onClick={() => void take('submit')}>
          {t('submit')}
        </Button>
      )}
      {mayPublish && isOpen && (
        <Button type="primary" loading={step.isPending} onClick={() => void take('publish')}>
          {t('publish')}
        </Button>
      )}
      {mayPublish && (
        <Dropdown menu={{ items: more }} trigger={['click']} placement="bottomRight">
          <Button icon={<MoreOutlined />} aria-label={t('more_actions')} />
        </Dropdown>
      )}
    </>
  );
}
