import { GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/lib/contract';
import { languages, usePreferences } from '@/lib/preferences';

export function LanguageSwitch({ onChange }: { onChange?: (language: Language) => void }) {
  const { t } = useTranslation('ui');
  const { language, setLanguage } = usePreferences();
  const choose = (next: Language) => {
    setLanguage(next);
    onChange?.(next);
  };
  const items = languages.map(({ value, label }) => ({
    key: value,
    label: <span lang={value}>{label}</span>,
    onClick: () => choose(value),
  }));
  return (
    <Dropdown menu={{ items, selectedKeys: [language] }} trigger={['click']}>
      <Button type="text" icon={<GlobalOutlined />} aria-label={t('language')} title={t('language')} />
    </Dropdown>
  );
}
