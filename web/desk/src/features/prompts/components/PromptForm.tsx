import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '@/lib/api-types';
import { languages } from '@/lib/preferences';
import { issueText } from '@/ui/issue-text';
import { NameField } from '@/ui/NameField';
import { useUses } from '../api/get-uses';
import { audioOf } from './PlayButton';

export function PromptForm({ prompt }: { prompt: Prompt }) {
  const { t, i18n } = useTranslation('prompts');
  const { data: uses } = useUses(prompt.id);
  return (
    <>
      <Form.Item label={t('sound')} extra={t('sound_help')}>
        <audio
          controls
          preload="metadata"
          src={audioOf(prompt)}
          style={{ width: '100%' }}
          aria-label={prompt.name}
        />
      </Form.Item>
      <NameField />
      <Form.Item name="language" label={t('language')}>
        <Select options={[{ value: '', label: t('every_language') }, ...languages]} />
      </Form.Item>
      <Form.Item label={t('used_by')} extra={uses?.length ? t('used_help') : undefined}>
        {uses?.length === 0 && <span className="quiet">{t('not_used')}</span>}
        {uses && uses.length > 0 && (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {uses.map(({ where, what }) => (
              <li key={where}>
                {issueText(what, i18n.language)} <code className="quiet">{where}</code>
              </li>
            ))}
          </ul>
        )}
      </Form.Item>
    </>
  );
}
