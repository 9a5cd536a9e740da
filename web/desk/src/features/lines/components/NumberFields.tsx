import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { RegionField } from './RegionField';
import { SwitchField } from './SwitchField';

const shows = ['called', 'queue', 'fixed', 'hidden'] as const;
const forms = [
  { value: 'e164', label: '+861012345678' },
  { value: 'e164_without_plus', label: '861012345678' },
  { value: 'national', label: '01012345678' },
];

// How the trunk writes numbers, and what the called see.
export function NumberFields() {
  const { t } = useTranslation('lines');
  const shown: string | undefined = Form.useWatch('shows');
  return (
    <FormGroup title={t('trunk.numbers')} help={t('trunk.numbers_help')}>
      <FormPair>
        <RegionField />
        <Form.Item name="number_form" label={t('trunk.number_form')} extra={t('trunk.number_form_help')}>
          <Select options={forms} />
        </Form.Item>
        <Form.Item name="shows" label={t('trunk.shows')}>
          <Select options={shows.map((value) => ({ value, label: t(`trunk.shows_${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="caller_number"
          label={t(shown === 'fixed' ? 'trunk.caller_number' : 'trunk.caller_number_else')}
          rules={[{ required: shown === 'fixed', message: t('number.number_missing') }]}
        >
          <Input maxLength={30} placeholder="+861012345678" />
        </Form.Item>
        <SwitchField name="is_identity_asserted" label={t('trunk.asserted')} />
        <SwitchField
          name="is_customer_shown"
          label={t('trunk.customer_shown')}
          help={t('trunk.customer_shown_help')}
        />
      </FormPair>
    </FormGroup>
  );
}
