import { useTranslation } from 'react-i18next';
import type { PhoneNumber } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { languages } from '@/lib/preferences';
import { useResourceList } from '@/lib/resource';
import { Badge } from '@/ui/Badge';
import { ResourcePage } from '@/ui/ResourcePage';
import { useFlows } from '../api/get-flows';
import { phoneNumbers } from '../api/phone-numbers';
import { trunks } from '../api/trunks';
import { PhoneNumberForm } from './PhoneNumberForm';

export type PhoneNumberValues = Omit<PhoneNumber, 'id'>;

const blank: PhoneNumberValues = {
  number: '',
  name: '',
  is_active: true,
  queue_id: '',
  priority: 0,
  language: 'zh-CN',
  greetings: { 'zh-CN': '', en: '' },
  announcements: { 'zh-CN': '', en: '' },
};

export function PhoneNumbersPage() {
  const { t } = useTranslation('lines');
  const names = useNames();
  const { data: lines } = useResourceList(trunks);
  const { data: flows } = useFlows();
  const leadsTo = ({ flow_id, queue_id }: PhoneNumber) =>
    flow_id ? (flows?.find(({ id }) => id === flow_id)?.name ?? `#${flow_id}`) : names.of('queues', queue_id);
  const trunkName = (id: string | undefined) =>
    id ? (lines?.find((each) => each.id === id)?.name ?? `#${id}`) : t('number.any_trunk');
  return (
    <ResourcePage<PhoneNumber, PhoneNumberValues>
      resource={phoneNumbers}
      title={t('numbers.title')}
      help={t('numbers.help')}
      addText={t('numbers.add')}
      formWidth={560}
      nameOf={({ number }) => number}
      nameTitle={t('number.number')}
      textOf={({ number, name }) => `${number} ${name}`}
      columns={[
        { title: t('number.name'), dataIndex: 'name' },
        { title: t('number.trunk'), render: (_, each) => trunkName(each.trunk_id) },
        { title: t('number.leads_to'), render: (_, each) => leadsTo(each) },
        {
          title: t('number.language'),
          render: (_, each) => languages.find(({ value }) => value === each.language)?.label,
        },
        {
          title: t('trunks.state'),
          render: (_, each) => (
            <Badge tone={each.is_active ? 'calm' : 'plain'}>{t(each.is_active ? 'on' : 'off')}</Badge>
          ),
        },
      ]}
      blank={blank}
      valuesOf={({ id: _id, ...values }) => ({
        ...values,
        greetings: { 'zh-CN': '', en: '', ...values.greetings },
        announcements: { 'zh-CN': '', en: '', ...values.announcements },
      })}
      fieldsOf={cleaned}
      form={() => <PhoneNumberForm />}
    />
  );
}

// Choices that were not made are left out.
function cleaned(fields: PhoneNumberValues): object {
  const { trunk_id, flow_id, announcement_prompt_id, greetings, announcements, ...values } = fields;
  return {
    ...values,
    ...(trunk_id ? { trunk_id } : {}),
    ...(flow_id ? { flow_id } : {}),
    ...(announcement_prompt_id ? { announcement_prompt_id } : {}),
    greetings: said(greetings),
    announcements: said(announcements),
  };
}

const said = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
