import { ColorPicker, Form, Input, Radio, Select, Switch, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { languages } from '@/lib/preferences';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { NameField } from '@/ui/NameField';
import { IdentityFields } from './IdentityFields';
import { PreChatFields } from './PreChatFields';
import { RoutingFields } from './RoutingFields';
import { Snippet } from './Snippet';

export function ChannelForm({ channel }: { channel: Channel | undefined }) {
  const { t } = useTranslation('webchat');
  const { queues } = useDirectory();
  return (
    <>
      {channel && <Snippet channelKey={channel.key} />}
      <FormPair>
        <NameField />
        <Form.Item
          name="queue_id"
          label={t('queue')}
          extra={t('queue_help')}
          rules={[{ required: true, message: t('queue_missing') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={queues.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </FormPair>
      <Form.Item name={['webchat', 'allowed_sites']} label={t('sites')} extra={t('sites_help')}>
        <Select mode="tags" tokenSeparators={[' ', ',', '，']} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="is_active" label={t('is_active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <FormGroup title={t('look')}>
        <FormPair>
          <Form.Item
            name={['webchat', 'colour']}
            label={t('colour')}
            getValueFromEvent={(colour: { toHexString: () => string }) => colour.toHexString()}
          >
            <ColorPicker showText disabledAlpha format="hex" />
          </Form.Item>
          <Form.Item name={['webchat', 'position']} label={t('position')}>
            <Radio.Group
              options={[
                { value: 'right', label: t('right') },
                { value: 'left', label: t('left') },
              ]}
            />
          </Form.Item>
        </FormPair>
      </FormGroup>
      <FormGroup title={t('texts')} help={t('texts_help')}>
        <Tabs
          size="small"
          items={languages.map(({ value, label }) => ({
            key: value,
            label,
            forceRender: true,
            children: <TextFields language={value} />,
          }))}
        />
      </FormGroup>
      <PreChatFields />
      <RoutingFields />
      <IdentityFields channel={channel} />
    </>
  );
}

function TextFields({ language }: { language: string }) {
  const { t } = useTranslation('webchat');
  return (['title', 'greeting', 'closed'] as const).map((name) => (
    <Form.Item key={name} name={['webchat', 'texts', language, name]} label={t(`text.${name}`)}>
      {name === 'title' ? (
        <Input maxLength={200} />
      ) : (
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={2000} />
      )}
    </Form.Item>
  ));
}
