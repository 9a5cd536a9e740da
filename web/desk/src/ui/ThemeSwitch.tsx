import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ThemeChoice } from '@/lib/contract';
import { themes, usePreferences } from '@/lib/preferences';

const icons = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> };

export function ThemeSwitch({ onChange }: { onChange?: (theme: ThemeChoice) => void }) {
  const { t } = useTranslation('ui');
  const { theme, setTheme } = usePreferences();
  const items = themes.map((each) => ({
    key: each,
    icon: icons[each],
    label: t(`theme.${each}`),
    onClick: () => {
      setTheme(each);
      onChange?.(each);
    },
  }));
  return (
    <Dropdown menu={{ items, selectedKeys: [theme] }} trigger={['click']}>
      <Button type="text" icon={icons[theme]} aria-label={t('theme.title')} title={t('theme.title')} />
    </Dropdown>
  );
}
