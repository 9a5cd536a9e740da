import { Form, InputNumber, Radio, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { DurationInput } from '@/ui/DurationInput';
import { FormGroup, FormPair } from '@/ui/FormGroup';

// How customers of a queue are called back. There for every queue, since what is not in the form is not kept.
export function CallbackFields() {
  const { t } = useTranslation('org');
  const channel = Form.useWatch<string>('channel');
  const at = (name: string) => ['rules', 'callback', name];
  return (
    <div hidden={channel !== 'voice'}>
      <FormGroup title={t('queues.callback_title')} help={t('queues.callback_help')}>
        <Form.Item name={at('mode')} label={t('queues.callback_mode')}>
          <Radio.Group>
            <Radio value="agent_first">{t('queues.callback_agent_first')}</Radio>
            <Radio value="customer_first">{t('queues.callback_customer_first')}</Radio>
          </Radio.Group>
        </Form.Item>
        <FormPair>
          <Form.Item name={at('dials_max')} label={t('queues.callback_dials')}>
            <InputNumber min={1} max={20} />
          </Form.Item>
          <Form.Item name={at('retry_after_s')} label={t('queues.callback_retry')}>
            <DurationInput />
          </Form.Item>
          <Form.Item name={at('ring_limit_s')} label={t('queues.callback_ring')}>
            <DurationInput />
          </Form.Item>
          <Form.Item name={at('only_while_open')} label={t('queues.callback_open')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item
            name={at('after_line_lost')}
            label={t('queues.callback_lost')}
            valuePropName="checked"
            extra={t('queues.callback_lost_help')}
          >
            <Switch />
          </Form.Item>
        </FormPair>
      </FormGroup>
    </div>
  );
}
