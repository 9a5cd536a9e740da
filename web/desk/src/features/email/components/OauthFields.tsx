import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '@/lib/contract';
import { FormGroup, FormPair } from '@/ui/FormGroup';

// Where access tokens come from. Shown while one of the servers is signed in to by OAuth 2.
export function OauthFields({ mailbox }: { mailbox: Mailbox | undefined }) {
  const { t } = useTranslation('email');
  const imap = Form.useWatch<string | undefined>('imap_login');
  const smtp = Form.useWatch<string | undefined>('smtp_login');
  if (imap !== 'oauth2' && smtp !== 'oauth2') return null;
  const kept = (has: boolean | undefined) => (has ? t('server.secret_kept') : undefined);
  return (
    <FormGroup title={t('oauth.title')} help={t('oauth.help')}>
      <Form.Item name="oauth_token_url" label={t('oauth.token_url')}>
        <Input type="url" spellCheck={false} placeholder="https://login.example.com/oauth2/token" />
      </Form.Item>
      <FormPair>
        <Form.Item name="oauth_client_id" label={t('oauth.client_id')}>
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="oauth_client_secret" label={t('oauth.client_secret')}>
          <Input.Password autoComplete="new-password" placeholder={kept(mailbox?.has_oauth_client_secret)} />
        </Form.Item>
        <Form.Item name="oauth_refresh_token" label={t('oauth.refresh_token')}>
          <Input.Password autoComplete="new-password" placeholder={kept(mailbox?.has_oauth_refresh_token)} />
        </Form.Item>
        <Form.Item name="oauth_scope" label={t('oauth.scope')}>
          <Input spellCheck={false} placeholder="offline_access" />
        </Form.Item>
      </FormPair>
    </FormGroup>
  );
}
