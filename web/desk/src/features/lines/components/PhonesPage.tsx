import { App as AntApp, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Phone, PhoneState } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ResourcePage } from '@/ui/ResourcePage';
import { SecretOnce } from '@/ui/SecretOnce';
import { useLineStates } from '../api/get-states';
import { phones } from '../api/phones';
import { PhoneForm } from './PhoneForm';

export type PhoneValues = Omit<Phone, 'id'>;

const blank: PhoneValues = {
  agent_id: '',
  kind: 'desk_phone',
  user: '',
  digest: 'md5',
  outside_number: '',
};

export function PhonesPage() {
  const { t } = useTranslation('lines');
  const names = useNames();
  const states = useLineStates();
  const { modal } = AntApp.useApp();
  const nameOf = ({ agent_id }: Phone) => names.of('users', agent_id);
  return (
    <ResourcePage<Phone, PhoneValues>
      resource={phones}
      title={t('phones.title')}
      help={t('phones.help')}
      addText={t('phones.add')}
      formWidth={520}
      nameOf={nameOf}
      nameTitle={t('phone.agent')}
      textOf={(phone) => `${nameOf(phone)} ${phone.user} ${phone.outside_number}`}
      columns={[
        { title: t('phone.kind'), render: (_, each) => t(`phone.${each.kind}`) },
        {
          title: t('phone.reached_at'),
          render: (_, each) => <code>{each.user || each.outside_number}</code>,
        },
        {
          title: t('trunks.state'),
          render: (_, each) =>
            each.kind === 'desk_phone' ? <PhoneBadge state={states.phone(each.id)} /> : '—',
        },
      ]}
      blank={blank}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={({ trunk_id, ...values }) => ({ ...values, ...(trunk_id ? { trunk_id } : {}) })}
      onSaved={(saved, isNew) => {
        const { password } = saved as Phone & { password?: string };
        if (isNew && password)
          modal.info({
            title: t('phone.password_of', { user: saved.user }),
            content: <SecretOnce secret={password} />,
            width: 520,
          });
      }}
      form={(phone) => <PhoneForm phone={phone} />}
    />
  );
}

function PhoneBadge({ state }: { state: PhoneState | undefined }) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  const devices = state?.devices ?? [];
  if (devices.length === 0) return <Badge>{t('phone.not_registered')}</Badge>;
  return (
    <Tooltip
      title={devices.map((each) => (
        <div key={each.remote}>
          {each.user_agent || '—'} · {each.transport} {each.remote} ·{' '}
          {t('since', { when: format.dateTime(each.registered_at) })}
        </div>
      ))}
    >
      <span>
        <Badge tone="calm">{t('phone.registered', { count: devices.length })}</Badge>
      </span>
    </Tooltip>
  );
}
