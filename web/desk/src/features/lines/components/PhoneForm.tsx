import { App as AntApp, Button, Form, Input, Popconfirm, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Phone } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { SecretOnce } from '@/ui/SecretOnce';
import { useProblemText } from '@/ui/use-problem-text';
import { useMakePassword } from '../api/make-password';
import { DigestSelect } from './TrunkForm';
import { TrunkSelect } from './TrunkSelect';

export function PhoneForm({ phone }: { phone: Phone | undefined }) {
  const { t } = useTranslation('lines');
  const { users } = useDirectory();
  const watched: unknown = Form.useWatch('kind');
  const kind = watched ?? phone?.kind ?? 'desk_phone';
  const agents = users.filter((each) => each.is_agent && each.is_active);
  return (
    <>
      <Form.Item
        name="agent_id"
        label={t('phone.agent')}
        rules={[{ required: true, message: t('phone.agent_missing') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={agents.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={t('phone.kind')}>
        <Radio.Group
          options={[
            { value: 'desk_phone', label: t('phone.desk_phone') },
            { value: 'outside_number', label: t('phone.outside_number') },
          ]}
        />
      </Form.Item>
      {kind === 'desk_phone' ? <DeskPhone phone={phone} /> : <OutsideNumber />}
    </>
  );
}

function DeskPhone({ phone }: { phone: Phone | undefined }) {
  const { t } = useTranslation('lines');
  return (
    <>
      <Form.Item name="user" label={t('phone.user')} extra={t('phone.user_help')}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="digest" label={t('digest')} extra={t('digest_help')}>
        <DigestSelect />
      </Form.Item>
      {phone?.kind === 'desk_phone' ? (
        <Form.Item label={t('phone.password')} extra={t('phone.password_there')}>
          <PasswordButton phone={phone} />
        </Form.Item>
      ) : (
        <p className="quiet">{t('phone.password_later')}</p>
      )}
    </>
  );
}

function OutsideNumber() {
  const { t } = useTranslation('lines');
  return (
    <>
      <Form.Item
        name="outside_number"
        label={t('phone.outside_number')}
        extra={t('number.number_help')}
        rules={[{ required: true, whitespace: true, message: t('number.number_missing') }]}
      >
        <Input maxLength={40} placeholder="+8613800138000" />
      </Form.Item>
      <Form.Item
        name="trunk_id"
        label={t('phone.through')}
        rules={[{ required: true, message: t('phone.trunk_missing') }]}
      >
        <TrunkSelect />
      </Form.Item>
    </>
  );
}

function PasswordButton({ phone }: { phone: Phone }) {
  const { t } = useTranslation('lines');
  const { modal, message } = AntApp.useApp();
  const problemText = useProblemText();
  const make = useMakePassword(phone.id);
  const run = () =>
    make.mutate(undefined, {
      onSuccess: ({ password }) =>
        void modal.info({
          title: t('phone.password_of', { user: phone.user }),
          content: <SecretOnce secret={password} />,
          width: 520,
        }),
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <Popconfirm title={t('phone.password_question')} onConfirm={run}>
      <Button loading={make.isPending}>{t('phone.password_new')}</Button>
    </Popconfirm>
  );
}
