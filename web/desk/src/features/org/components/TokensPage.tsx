import { App as AntApp, DatePicker, Form } from 'antd';
import dayjs from 'dayjs';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { ApiToken, Permission } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useSession } from '@/lib/session';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { SecretOnce } from '@/ui/SecretOnce';
import { apiTokens } from '../api/api-tokens';
import { PermissionField } from './RolesPage';

interface Values {
  name: string;
  scopes: Permission[];
  expires_at?: Dayjs;
}

export function TokensPage() {
  const { t } = useTranslation('org');
  const format = useFormat();
  const { permissions } = useSession();
  const { modal } = AntApp.useApp();
  const when = (instant: string | undefined, without: string) =>
    instant ? format.dateTime(instant) : without;
  return (
    <ResourcePage<ApiToken, Values>
      resource={apiTokens}
      title={t('tokens.title')}
      help={t('tokens.help')}
      addText={t('tokens.add')}
      columns={[
        {
          title: t('tokens.scopes'),
          render: (_, token) => token.scopes.map((each) => t(`permission.${each}`)).join(t('list_comma')),
        },
        { title: t('tokens.created'), render: (_, token) => format.dateTime(token.created_at) },
        { title: t('tokens.expires'), render: (_, token) => when(token.expires_at, t('tokens.never')) },
        { title: t('tokens.used'), render: (_, token) => when(token.last_used_at, t('tokens.unused')) },
      ]}
      blank={{ name: '', scopes: [] }}
      valuesOf={({ name, scopes, expires_at }) => ({
        name,
        scopes,
        expires_at: expires_at ? dayjs(expires_at) : undefined,
      })}
      fieldsOf={({ name, scopes, expires_at }) => ({
        name,
        scopes,
        ...(expires_at ? { expires_at: expires_at.endOf('day').toISOString() } : {}),
      })}
      removeText={t('tokens.revoke')}
      onSaved={(saved, isNew) => {
        const { token } = saved as ApiToken & { token?: string };
        if (isNew && token)
          modal.info({ title: t('tokens.once'), content: <SecretOnce secret={token} />, width: 520 });
      }}
      form={() => (
        <>
          <NameField />
          <PermissionField name="scopes" label={t('tokens.scopes')} among={permissions} />
          <Form.Item name="expires_at" label={t('tokens.expires')}>
            <DatePicker placeholder={t('tokens.never')} minDate={dayjs()} />
          </Form.Item>
        </>
      )}
    />
  );
}
