import { SwapRightOutlined } from '@ant-design/icons';
import { Drawer, Select, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleFields, ArticleWhole } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { useDifference } from '../api/get-difference';
import { differenceOf, wordsOf } from '../state/difference';
import type { Block, Piece } from '../state/difference';
import { useCategoryNames } from './use-words';
import styles from './Difference.module.css';

interface Props {
  article: ArticleWhole;
  first: [from: number, to: number];
  onClose: () => void;
}

// Two versions of an article, or one and the draft: what went and what came, paragraph by paragraph.
export function VersionDifference({ article, first, onClose }: Props) {
  const { t } = useTranslation('knowledge');
  const [[from, to], setPair] = useState(first);
  const { data, error, refetch } = useDifference(article.id, from, to);
  const options = [
    { value: 0, label: t('draft_now') },
    ...article.versions.map(({ version }) => ({ value: version, label: t('version', { version }) })),
  ];
  return (
    <Drawer open size={760} onClose={onClose} title={t('compare_title')}>
      <div className={styles.pair}>
        <Select
          value={from}
          options={options}
          aria-label={t('compare_from')}
          onChange={(value) => setPair([value, to])}
        />
        <SwapRightOutlined aria-hidden="true" />
        <Select
          value={to}
          options={options}
          aria-label={t('compare_to')}
          onChange={(value) => setPair([from, value])}
        />
      </div>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && <Difference from={data.from} to={data.to} />}
    </Drawer>
  );
}

function Difference({ from, to }: { from: ArticleFields; to: ArticleFields }) {
  const { t } = useTranslation('knowledge');
  const settings = useSettings(from, to);
  const languages = [...new Set([...from.translations, ...to.translations].map((each) => each.language))];
  const texts = languages.map((language) => ({
    language,
    before: from.translations.find((each) => each.language === language),
    after: to.translations.find((each) => each.language === language),
  }));
  const changed = texts.filter(
    ({ before, after }) => before?.title !== after?.title || before?.body !== after?.body,
  );
  if (settings.length === 0 && changed.length === 0) return <p className="quiet">{t('no_difference')}</p>;
  return (
    <>
      {settings.length > 0 && (
        <dl className={styles.settings}>
          {settings.map(({ name, before, after }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <del>{before || '—'}</del> <ins>{after || '—'}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {changed.map(({ language, before, after }) => (
        <Text
          key={language}
          language={language}
          title={[before?.title ?? '', after?.title ?? '']}
          body={[before?.body ?? '', after?.body ?? '']}
        />
      ))}
    </>
  );
}

interface TextProps {
  language: string;
  title: [before: string, after: string];
  body: [before: string, after: string];
}

function Text({ language, title: [oldTitle, newTitle], body: [oldBody, newBody] }: TextProps) {
  const { t } = useTranslation('knowledge');
  const title = useMemo(() => wordsOf(oldTitle, newTitle, language), [oldTitle, newTitle, language]);
  const blocks = useMemo(() => differenceOf(oldBody, newBody, language), [oldBody, newBody, language]);
  return (
    <section className={styles.text}>
      <p className="quiet">{language}</p>
      <h3 lang={language}>
        <Words pieces={title} />
      </h3>
      {folded(blocks).map((each, index) =>
        typeof each === 'number' ? (
          <p key={index} className={styles.gap}>
            {t('same_paragraphs', { count: each })}
          </p>
        ) : (
          <p key={index} lang={language} className={`${styles.block} ${styles[each.kind]}`}>
            <Words pieces={each.pieces} />
          </p>
        ),
      )}
    </section>
  );
}

// Paragraphs that did not change are a number, but for the neighbours of those that did.
function folded(blocks: Block[]): (Block | number)[] {
  const isNear = (index: number) =>
    blocks.slice(Math.max(0, index - 1), index + 2).some(({ kind }) => kind !== 'same');
  const made: (Block | number)[] = [];
  blocks.forEach((block, index) => {
    const last = made.at(-1);
    if (isNear(index)) made.push(block);
    else if (typeof last === 'number') made[made.length - 1] = last + 1;
    else made.push(1);
  });
  return made;
}

function Words({ pieces }: { pieces: Piece[] }) {
  return pieces.map(({ kind, text }, index) => {
    if (kind === 'gone') return <del key={index}>{text}</del>;
    return kind === 'new' ? <ins key={index}>{text}</ins> : <span key={index}>{text}</span>;
  });
}

interface Setting {
  name: string;
  before: string;
  after: string;
}

function useSettings(from: ArticleFields, to: ArticleFields): Setting[] {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const categoryName = useCategoryNames();
  const said = (fields: ArticleFields) => ({
    [t('audience.title')]: t(`audience.${fields.audience}`),
    [t('category')]: fields.category_id ? categoryName(fields.category_id) : '',
    [t('tags')]: fields.tags.join(', '),
    [t('slug')]: fields.slug ?? '',
    [t('review_by')]: fields.review_by ? format.dateTime(fields.review_by) : '',
    [t('expires_at')]: fields.expires_at ? format.dateTime(fields.expires_at) : '',
  });
  const after = said(to);
  return Object.entries(said(from))
    .map(([name, before]) => ({ name, before, after: after[name] ?? '' }))
    .filter((each) => each.before !== each.after);
}
