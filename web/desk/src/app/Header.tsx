import {
  AppstoreOutlined,
  ContactsOutlined,
  BookOutlined,
  CalendarOutlined,
  CommentOutlined,
  FileDoneOutlined,
  HistoryOutlined,
  LineChartOutlined,
  LogoutOutlined,
  MessageOutlined,
  QuestionCircleOutlined,
  SettingOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useNavigate } from 'react-router';
import { DeliveredMarks } from '@/features/interactions/components/DeliveredMarks';
import { PresenceSwitch } from '@/features/presence/components/PresenceSwitch';
import { ParkedButton } from '@/features/softphone/components/ParkedButton';
import { PhoneButton } from '@/features/softphone/components/PhoneButton';
import { useDesk } from '@/lib/desk';
import { languages, themes, usePreferences } from '@/lib/preferences';
import { useMay, useSession } from '@/lib/session';
import { useMedia } from '@/lib/use-media';
import { Avatar } from '@/ui/Avatar';
import { BrandMark } from '@/ui/BrandMark';
import { LanguageSwitch } from '@/ui/LanguageSwitch';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { ThemeSwitch } from '@/ui/ThemeSwitch';
import { HelpContext } from './help';
import { visiblePages } from './page-list';
import styles from './Shell.module.css';
import { useSavePreferences } from './use-save-preferences';
import { useSignOut } from './use-sign-out';

const icons = {
  conversations: <MessageOutlined />,
  schedule: <CalendarOutlined />,
  cases: <FileDoneOutlined />,
  board: <AppstoreOutlined />,
  history: <HistoryOutlined />,
  customers: <ContactsOutlined />,
  knowledge: <BookOutlined />,
  community: <CommentOutlined />,
  planning: <LineChartOutlined />,
  admin: <SettingOutlined />,
};

export function Header({ hasPhone }: { hasPhone: boolean }) {
  const { t } = useTranslation('ui');
  const { permissions } = useSession();
  const save = useSavePreferences();
  const { setOpen } = useContext(HelpContext);
  const pages = visiblePages(permissions);
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.brand} aria-label="Rapport">
        <BrandMark />
        <span>Rapport</span>
      </Link>
      <nav className={styles.nav} data-is-full={pages.length >= 8} aria-label={t('nav.main')}>
        {pages.map((page) => (
          <NavLink key={page} to={`/${page}`} aria-label={t(`nav.${page}`)} title={t(`nav.${page}`)}>
            {icons[page]}
            <span>{t(`nav.${page}`)}</span>
          </NavLink>
        ))}
      </nav>
      <div className={styles.spacer} />
      {hasPhone && <ParkedButton />}
      {hasPhone && <PhoneButton />}
      <OwnPresence />
      <span className={styles.onlyWide}>
        <LanguageSwitch onChange={(language) => save({ language })} />
        <ThemeSwitch onChange={(theme) => save({ theme })} />
        <ShortcutTip title={t('keys.title')} of="help">
          <Button
            type="text"
            icon={<QuestionCircleOutlined />}
            aria-label={t('keys.title')}
            onClick={() => setOpen(true)}
          />
        </ShortcutTip>
      </span>
      <AccountMenu />
    </header>
  );
}

function OwnPresence() {
  const isAgent = useMay('take_interactions');
  if (!isAgent) return null;
  return (
    <>
      <OwnPresenceSwitch />
      <DeliveredMarks />
    </>
  );
}

function OwnPresenceSwitch() {
  const { data: desk } = useDesk();
  return desk?.me ? <PresenceSwitch me={desk.me} /> : null;
}

function AccountMenu() {
  const { t } = useTranslation('ui');
  const { user, organisation } = useSession();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { language, theme, setLanguage, setTheme } = usePreferences();
  const save = useSavePreferences();
  // Where the header has no room for the switches.
  const isNarrow = useMedia('(max-width: 640px)');
  const languageItems = languages.map(({ value, label }) => ({
    key: value,
    label: <span lang={value}>{label}</span>,
    onClick: () => {
      setLanguage(value);
      save({ language: value });
    },
  }));
  const themeItems = themes.map((each) => ({
    key: each,
    label: t(`theme.${each}`),
    onClick: () => {
      setTheme(each);
      save({ theme: each });
    },
  }));
  const items = [
    {
      key: 'who',
      type: 'group' as const,
      label: `${user.name} · ${organisation.name}`,
    },
    {
      key: 'profile',
      icon: <UserOutlined />,
      label: t('nav.profile'),
      onClick: () => void navigate('/profile'),
    },
    ...(isNarrow
      ? [
          { key: 'language', type: 'group' as const, label: t('language'), children: languageItems },
          { key: 'theme', type: 'group' as const, label: t('theme.title'), children: themeItems },
        ]
      : []),
    { key: 'out', icon: <LogoutOutlined />, label: t('nav.sign_out'), onClick: signOut },
  ];
  return (
    <Dropdown menu={{ items, selectedKeys: [language, theme] }} trigger={['click']} placement="bottomRight">
      <button type="button" className={styles.account}>
        <Avatar name={user.name} size={30} />
        <span className="sr-only">{t('nav.account', { name: user.name })}</span>
      </button>
    </Dropdown>
  );
}
