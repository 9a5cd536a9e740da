import { Form, Input, InputNumber, Select, Switch, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import { languages } from '@/lib/preferences';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { useFlows } from '../api/get-flows';
import { TrunkSelect } from './TrunkSelect';

export function PhoneNumberForm() {
  const { t } = useTranslation('lines');
  const { queues } = useDirectory();
  const { data: flows } = useFlows();
  return (
    <>
      <FormPair>
        <Form.Item
          name="number"
          label={t('number.number')}
          extra={t('number.number_help')}
          rules={[{ required: true, whitespace: true, message: t('number.number_missing') }]}
        >
          <Input maxLength={40} placeholder="+861012345678" />
        </Form.Item>
        <Form.Item name="name" label={t('number.name')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="trunk_id" label={t('number.trunk')}>
          <TrunkSelect placeholder={t('number.any_trunk')} />
        </Form.Item>
        <Form.Item name="flow_id" label={t('number.flow')} extra={t('number.flow_help')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('number.no_flow')}
            options={flows?.map(({ id, name, live_version: live }) => ({
              value: id,
              label: live === undefined ? `${name} (${t('number.flow_not_live')})` : name,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="queue_id"
          label={t('number.queue')}
          extra={t('number.queue_help')}
          rules={[{ required: true, message: t('number.queue_missing') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={queues.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="priority" label={t('number.priority')} extra={t('number.priority_help')}>
          <InputNumber min={-1000} max={1000} precision={0} />
        </Form.Item>
        <Form.Item name="language" label={t('number.language')} extra={t('number.language_help')}>
          <Select options={languages} />
        </Form.Item>
        <Form.Item name="is_active" label={t('is_active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </FormPair>
      <FormGroup title={t('number.greetings')} help={t('number.greetings_help')}>
        <Tabs
          size="small"
          items={languages.map(({ value, label }) => ({
            key: value,
            label,
            forceRender: true,
            children: (
              <Form.Item name={['greetings', value]}>
                <Input.TextArea
                  autoSize={{ minRows: 2, maxRows: 6 }}
                  maxLength={2000}
                  aria-label={`${t('number.greetings')}: ${label}`}
                />
              </Form.Item>
            ),
          }))}
        />
      </FormGroup>
    </>
  );
}
