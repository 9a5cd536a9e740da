import { useTranslation } from 'react-i18next';
import type { Trunk } from '@/lib/contract';
import { ResourcePage } from '@/ui/ResourcePage';
import { useLineStates } from '../api/get-states';
import { trunks } from '../api/trunks';
import { TrunkForm } from './TrunkForm';
import { TrunkBadge } from './TrunkBadge';

// Passwords are only ever sent.
export type TrunkValues = Omit<Trunk, 'id' | 'has_inbound_password' | 'has_outbound_password'> & {
  inbound_password?: string;
  outbound_password?: string;
};

const blank: TrunkValues = {
  name: '',
  is_active: true,
  gateways: [],
  networks: [],
  inbound_user: '',
  inbound_digest: 'md5',
  outbound_user: '',
  does_register: false,
  register_expires_s: 600,
  domain: '',
  is_identity_trusted: false,
  is_identity_asserted: false,
  channels_max: 0,
  full_code: 503,
  retry_after_s: 10,
  keep_alive_s: 30,
  region: '',
  caller_number: '',
  shows: 'called',
  is_customer_shown: true,
  number_form: 'e164',
  refuses_anonymous: false,
  tls_trust: 'system',
  tls_authority: '',
  tls_fingerprint: '',
};

export function TrunksPage() {
  const { t } = useTranslation('lines');
  const states = useLineStates();
  const calls = (trunk: Trunk) => {
    const now = states.trunk(trunk.id)?.calls ?? 0;
    return trunk.channels_max > 0 ? `${now} / ${trunk.channels_max}` : now;
  };
  return (
    <ResourcePage<Trunk, TrunkValues>
      resource={trunks}
      title={t('trunks.title')}
      help={t('trunks.help')}
      addText={t('trunks.add')}
      formWidth={680}
      columns={[
        {
          title: t('trunks.state'),
          width: 110,
          render: (_, each) => <TrunkBadge trunk={each} state={states.trunk(each.id)} />,
        },
        { title: t('trunks.calls'), align: 'right', width: 90, render: (_, each) => calls(each) },
        {
          title: t('trunks.gateways'),
          ellipsis: true,
          render: (_, each) => each.gateways.map(({ host }) => host).join(' · ') || '—',
        },
        {
          title: t('trunks.networks'),
          ellipsis: true,
          render: (_, each) => each.networks.join(' · ') || '—',
        },
      ]}
      blank={blank}
      valuesOf={({ id: _id, has_inbound_password: _in, has_outbound_password: _out, ...values }) => values}
      fieldsOf={withoutEmptyPasswords}
      form={(trunk) => <TrunkForm trunk={trunk} />}
    />
  );
}

// Left empty, a password stays what it is.
function withoutEmptyPasswords({ inbound_password, outbound_password, ...values }: TrunkValues): object {
  return {
    ...values,
    ...(inbound_password ? { inbound_password } : {}),
    ...(outbound_password ? { outbound_password } : {}),
  };
}
