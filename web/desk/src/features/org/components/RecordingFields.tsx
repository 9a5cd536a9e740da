import { Form, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormGroup, FormPair } from '@/ui/FormGroup';

const rules = ['none', 'all', 'percent'] as const;

// Which calls of a queue are recorded. There for every queue, since what is not in the form is not kept.
export function RecordingFields() {
  const { t } = useTranslation('org');
  const channel = Form.useWatch<string>('channel');
  const rule = Form.useWatch<string>(['rules', 'recording', 'rule']);
  return (
    <div hidden={channel !== 'voice'}>
      <FormGroup title={t('queues.recording_title')} help={t('queues.recording_help')}>
        <FormPair>
          <Form.Item name={['rules', 'recording', 'rule']} label={t('queues.recording_rule')}>
            <Select options={rules.map((each) => ({ value: each, label: t(`recording_rule.${each}`) }))} />
          </Form.Item>
          <Form.Item
            name={['rules', 'recording', 'percent']}
            label={t('queues.recording_percent')}
            hidden={rule !== 'percent'}
          >
            <InputNumber min={0} max={100} suffix="%" />
          </Form.Item>
          <Form.Item
            name={['rules', 'recording', 'by_hand']}
            label={t('queues.recording_by_hand')}
            valuePropName="checked"
          >
            <Switch />
          </Form.Item>
          <Form.Item
            name={['rules', 'recording', 'kept_days']}
            label={t('queues.recording_kept')}
            extra={t('queues.recording_kept_help')}
          >
            <InputNumber min={0} max={36_600} />
          </Form.Item>
        </FormPair>
      </FormGroup>
    </div>
  );
}
