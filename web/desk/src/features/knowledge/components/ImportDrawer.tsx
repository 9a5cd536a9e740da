import { Alert, Button, Drawer, Form, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOutcome } from '@/lib/api-types';
import { languages } from '@/lib/preferences';
import { useProblemText } from '@/ui/use-problem-text';
import { useImportArticles } from '../api/import-articles';

export function ImportDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('knowledge');
  const problemText = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const [language, setLanguage] = useState(i18n.language);
  const [outcomes, setOutcomes] = useState<ImportOutcome[]>([]);
  const send = useImportArticles();
  const take = async (chosen: FileList | null) => {
    const files = await Promise.all(
      [...(chosen ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    if (files.length === 0) return;
    send.mutate({ language, files }, { onSuccess: ({ items }) => setOutcomes(items) });
  };
  const made = outcomes.filter(({ article_id: id }) => id !== undefined);
  const failed = outcomes.filter(({ article_id: id }) => id === undefined);
  return (
    <Drawer open title={t('import.title')} size={480} onClose={onClose}>
      <p className="quiet">{t('import.help')}</p>
      <Form layout="vertical">
        <Form.Item label={t('import.language')} htmlFor="import-language">
          <Select
            id="import-language"
            value={language}
            onChange={setLanguage}
            options={languages.map(({ value, label }) => ({ value, label }))}
          />
        </Form.Item>
      </Form>
      <Button type="primary" loading={send.isPending} onClick={() => input.current?.click()}>
        {t('import.choose')}
      </Button>
      <input
        ref={input}
        hidden
        type="file"
        multiple
        accept=".md,.markdown,.txt,.html,.htm"
        aria-label={t('import.choose')}
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = '';
        }}
      />
      <div role="status" style={{ marginTop: 16, display: 'grid', gap: 8 }}>
        {send.error && <Alert type="error" showIcon title={problemText(send.error)} />}
        {made.length > 0 && (
          <Alert type="success" showIcon title={t('import.made', { count: made.length })} />
        )}
        {failed.map(({ name, error }) => (
          <Alert key={name} type="warning" showIcon title={name} description={error} />
        ))}
      </div>
    </Drawer>
  );
}
