import { Button, Input, Select, Tabs } from 'antd';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translation } from '@/lib/api-types';
import { languages } from '@/lib/preferences';
import { usePreview } from '../api/preview-markdown';
import { ArticleBody } from './ArticleBody';
import styles from './Knowledge.module.css';

interface Props {
  translations: Translation[];
  onChange: (translations: Translation[]) => void;
}

const known = [...languages.map(({ value }) => value as string), 'zh-TW', 'ja', 'ko', 'de', 'fr', 'es'];

function languageName(language: string, shownIn: string) {
  return new Intl.DisplayNames([shownIn], { type: 'language' }).of(language) ?? language;
}

export function TranslationTabs({ translations, onChange }: Props) {
  const { t, i18n } = useTranslation('knowledge');
  const [active, setActive] = useState(translations[0]?.language ?? '');
  const missing = known.filter((each) => !translations.some(({ language }) => language === each));
  const set = (language: string, part: Partial<Translation>) =>
    onChange(translations.map((each) => (each.language === language ? { ...each, ...part } : each)));
  const remove = (language: string) => {
    const rest = translations.filter((each) => each.language !== language);
    onChange(rest);
    setActive(rest[0]?.language ?? '');
  };
  return (
    <div>
      <div className={styles.bar}>
        <Select
          value={null}
          className={styles.addLanguage}
          placeholder={t('add_language')}
          aria-label={t('add_language')}
          options={missing.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          onChange={(language: string | null) => {
            if (!language) return;
            onChange([...translations, { language, title: '', body: '' }]);
            setActive(language);
          }}
        />
        {translations.length > 1 && (
          <Button onClick={() => remove(active)}>
            {t('remove_language', { language: languageName(active, i18n.language) })}
          </Button>
        )}
      </div>
      <Tabs
        type="card"
        activeKey={active}
        onChange={setActive}
        items={translations.map((translation) => ({
          key: translation.language,
          label: languageName(translation.language, i18n.language),
          children: (
            <OneTranslation translation={translation} onChange={(part) => set(translation.language, part)} />
          ),
        }))}
      />
    </div>
  );
}

interface OneProps {
  translation: Translation;
  onChange: (part: Partial<Translation>) => void;
}

function OneTranslation({ translation: { language, title, body }, onChange }: OneProps) {
  const { t } = useTranslation('knowledge');
  const id = useId();
  const preview = usePreview(useDeferredValue(body));
  return (
    <div className={styles.translation}>
      <label htmlFor={`${id}-title`}>{t('title_of_article')}</label>
      <Input
        id={`${id}-title`}
        lang={language}
        value={title}
        maxLength={200}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      <div className={styles.panes}>
        <div>
          <label htmlFor={`${id}-body`}>{t('body')}</label>
          <Input.TextArea
            id={`${id}-body`}
            lang={language}
            className={styles.source}
            value={body}
            autoSize={{ minRows: 16, maxRows: 40 }}
            onChange={({ target }) => onChange({ body: target.value })}
          />
          <p className="quiet">{t('body_help')}</p>
        </div>
        <section aria-label={t('preview')}>
          <span>{t('preview')}</span>
          <div className={styles.preview}>
            <ArticleBody html={preview.data?.html ?? ''} language={language} />
          </div>
        </section>
      </div>
    </div>
  );
}
