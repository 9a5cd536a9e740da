import { Form, Input, InputNumber, Select, Switch, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import { languages } from '@/lib/preferences';
import { useResourceList } from '@/lib/resource';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { announcementPrompts } from '../api/announcement-prompts';
import { useFlows } from '../api/get-flows';
import { TrunkSelect } from './TrunkSelect';

export function PhoneNumberForm() {
  const { t } = useTranslation('lines');
  const { queues } = useDirectory();
  const { data: flows } = useFlows();
  const { data: prompts } = useResourceList(announcementPrompts);
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
            options={flows
              ?.filter(({ purpose }) => purpose === 'entrance')
              .map(({ id, name, live_version: live }) => ({
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
      <FormGroup title={t('number.announcements')} help={t('number.announcements_help')}>
        <SaidTexts name="announcements" />
        <Form.Item name="announcement_prompt_id" label={t('number.announcement_prompt')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('number.no_prompt')}
            options={prompts?.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </FormGroup>
      <FormGroup title={t('number.greetings')} help={t('number.greetings_help')}>
        <SaidTexts name="greetings" />
      </FormGroup>
    </>
  );
}

// One text for each language.
function SaidTexts({ name }: { name: 'announcements' | 'greetings' }) {
  const { t } = useTranslation('lines');
  return (
    <Tabs
      size="small"
      items={languages.map(({ value, label }) => ({
        key: value,
        label,
        forceRender: true,
        children: (
          <Form.Item name={[name, value]}>
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={2000}
              aria-label={`${t(`number.${name}`)}: ${label}`}
            />
          </Form.Item>
        ),
      }))}
    />
  );
}
