import { useTranslation } from 'react-i18next';
import type { Role } from '@/lib/contract';

// Built-in roles have names in every language; others are called what somebody called them.
export function useRoleName(): (role: Role) => string {
  const { t, i18n } = useTranslation('org');
  return (role) => {
    const key = `role.${role.name}`;
    return role.is_built_in && i18n.exists(key, { ns: 'org' }) ? t(key) : role.name;
  };
}
