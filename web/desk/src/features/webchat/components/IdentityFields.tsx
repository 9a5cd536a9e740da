import { App as AntApp, Button, Form, Popconfirm, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/lib/contract';
import { FormGroup } from '@/ui/FormGroup';
import { SecretOnce } from '@/ui/SecretOnce';
import { useProblemText } from '@/ui/use-problem-text';
import { useMakeSecret } from '../api/make-secret';

export function IdentityFields({ channel }: { channel: Channel | undefined }) {
  const { t } = useTranslation('webchat');
  return (
    <FormGroup title={t('identity')} help={t('identity_help')}>
      {channel && (
        <Form.Item label={t('secret')} extra={t(channel.has_secret ? 'secret_there' : 'secret_none')}>
          <SecretButton channelId={channel.id} hasSecret={channel.has_secret ?? false} />
        </Form.Item>
      )}
      <Form.Item
        name={['webchat', 'is_identity_required']}
        label={t('identity_required')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </FormGroup>
  );
}

function SecretButton({ channelId, hasSecret }: { channelId: string; hasSecret: boolean }) {
  const { t } = useTranslation('webchat');
  const { modal, message } = AntApp.useApp();
  const problemText = useProblemText();
  const make = useMakeSecret(channelId);
  const run = () =>
    make.mutate(undefined, {
      onSuccess: ({ secret }) =>
        void modal.info({ title: t('secret'), content: <SecretOnce secret={secret} />, width: 520 }),
      onError: (error) => void message.error(problemText(error)),
    });
  const button = (
    <Button loading={make.isPending} onClick={hasSecret ? undefined : run}>
      {t('secret_new')}
    </Button>
  );
  if (!hasSecret) return button;
  return (
    <Popconfirm title={t('secret_question')} onConfirm={run}>
      {button}
    </Popconfirm>
  );
}
