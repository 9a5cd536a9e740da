import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleWhole } from '@/lib/api-types';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useMay } from '@/lib/session';
import { Badge } from '@/ui/Badge';
import { useArticleStep } from '../api/article';
import { VersionDifference } from './VersionDifference';
import styles from './Knowledge.module.css';

interface Props {
  article: ArticleWhole;
  onFailure: (error: unknown) => void;
}

export function ArticleVersions({ article, onFailure }: Props) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const names = useNames();
  const mayPublish = useMay('publish_knowledge');
  const step = useArticleStep(article.id);
  const [compared, setCompared] = useState<[number, number]>();
  const newest = article.versions[0]?.version;
  return (
    <section>
      <h2 className={styles.sideTitle}>{t('versions')}</h2>
      {newest === undefined ? (
        <p className="quiet">{t('no_versions')}</p>
      ) : (
        <Button size="small" onClick={() => setCompared([newest, 0])}>
          {t('compare_draft')}
        </Button>
      )}
      <ol className={styles.versions}>
        {article.versions.map((version) => (
          <li key={version.version}>
            <strong>{t('version', { version: version.version })}</strong>{' '}
            {version.is_live && <Badge tone="calm">{t('live')}</Badge>}
            <div className="quiet">
              {format.dateTime(version.published_at)}
              {version.by && ` · ${names.of('users', version.by)}`}
            </div>
            {version.note && <div>{version.note}</div>}
            {version.version > 1 && (
              <Button
                size="small"
                type="link"
                className={styles.what}
                onClick={() => setCompared([version.version - 1, version.version])}
              >
                {t('what_changed')}
              </Button>
            )}
            {mayPublish && !version.is_live && (
              <Popconfirm
                title={t('roll_back_sure', { version: version.version })}
                onConfirm={() =>
                  step
                    .mutateAsync({ step: 'roll-back', body: { version: version.version } })
                    .then(() => undefined, onFailure)
                }
              >
                <Button size="small">{t('roll_back')}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ol>
      {compared && (
        <VersionDifference article={article} first={compared} onClose={() => setCompared(undefined)} />
      )}
    </section>
  );
}
