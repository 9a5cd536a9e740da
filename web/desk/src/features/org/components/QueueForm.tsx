import { Form, InputNumber, Radio, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import { useResourceList } from '@/lib/resource';
import { DurationInput } from '@/ui/DurationInput';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { NameField } from '@/ui/NameField';
import { ShareInput } from '@/ui/ShareInput';
import { hours } from '../api/hours';
import { channelKinds } from '../state/user-form';
import { BranchFields } from './BranchFields';
import { CallbackFields } from './CallbackFields';
import { RecordingFields } from './RecordingFields';
import { StepFields } from './StepFields';
import { useOptions } from './use-options';

const choices = ['longest_idle', 'most_skilled', 'least_occupied', 'round_robin'] as const;

export function QueueForm({ queueId }: { queueId: string | undefined }) {
  const { t } = useTranslation('org');
  const { users } = useDirectory();
  const { data: allHours = [] } = useResourceList(hours);
  const agents = users.filter(({ is_agent }) => is_agent).map(({ id, name }) => ({ value: id, label: name }));
  const search = { optionFilterProp: 'label' };
  return (
    <>
      <FormPair>
        <NameField />
        <Form.Item name="channel" label={t('queues.channel')}>
          <Select options={channelKinds.map((kind) => ({ value: kind, label: t(`ui:channel.${kind}`) }))} />
        </Form.Item>
        <Form.Item name="hours_id" label={t('queues.hours')} extra={t('queues.hours_help')}>
          <Select
            allowClear
            placeholder={t('queues.always_open')}
            options={allHours.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="member_ids" label={t('queues.members')}>
          <Select mode="multiple" showSearch={search} options={agents} />
        </Form.Item>
      </FormPair>
      <FormGroup title={t('queues.order_title')}>
        <Form.Item name={['rules', 'order']} label={t('queues.order')}>
          <Radio.Group>
            <Radio value="blended">{t('order.blended')}</Radio>
            <Radio value="strict_priority">{t('order.strict_priority')}</Radio>
          </Radio.Group>
        </Form.Item>
        <Form.Item name={['rules', 'choice']} label={t('queues.choice')}>
          <Select options={choices.map((each) => ({ value: each, label: t(`choice_help.${each}`) }))} />
        </Form.Item>
        <Form.Item name={['rules', 'weight']} label={t('queues.weight')} extra={t('queues.weight_help')}>
          <InputNumber min={1} max={10_000} suffix="%" />
        </Form.Item>
      </FormGroup>
      <FormGroup title={t('queues.steps_title')} help={t('queues.steps_help')}>
        <StepFields />
      </FormGroup>
      <FormGroup title={t('queues.sticky_title')} help={t('queues.sticky_help')}>
        <FormPair>
          <Form.Item name={['rules', 'sticky_window_s']} label={t('queues.sticky_window')}>
            <DurationInput />
          </Form.Item>
          <Form.Item name={['rules', 'sticky_wait_s']} label={t('queues.sticky_wait')}>
            <DurationInput />
          </Form.Item>
          <Form.Item
            name={['rules', 'transfer_head_start_min']}
            label={t('queues.head_start')}
            extra={t('queues.head_start_help')}
          >
            <InputNumber min={0} max={1000} />
          </Form.Item>
        </FormPair>
      </FormGroup>
      <OfferFields />
      <CallbackFields />
      <FormGroup title={t('queues.limits_title')}>
        <FormPair>
          <Form.Item
            name={['rules', 'waiting_max']}
            label={t('queues.waiting_max')}
            extra={t('queues.zero_unlimited')}
          >
            <InputNumber min={0} max={1_000_000} />
          </Form.Item>
          <Form.Item
            name={['rules', 'wait_limit_s']}
            label={t('queues.wait_limit')}
            extra={t('queues.wait_limit_help')}
          >
            <DurationInput />
          </Form.Item>
        </FormPair>
        <BranchFields name="when_full" queueId={queueId} />
        <BranchFields name="when_closed" queueId={queueId} />
        <BranchFields name="when_unstaffed" queueId={queueId} />
        <FormPair>
          <Form.Item
            name={['rules', 'service_level_within_s']}
            label={t('queues.service_level')}
            extra={t('queues.service_level_help')}
          >
            <DurationInput />
          </Form.Item>
          <Form.Item
            name={['rules', 'service_level_target']}
            label={t('queues.service_target')}
            extra={t('queues.service_target_help')}
          >
            <ShareInput min={0.1} />
          </Form.Item>
        </FormPair>
      </FormGroup>
      <RecordingFields />
    </>
  );
}

function OfferFields() {
  const { t } = useTranslation('org');
  const dispositions = useOptions('dispositions');
  return (
    <FormGroup title={t('queues.offer_title')}>
      <FormPair>
        <Form.Item
          name={['rules', 'offer_timeout_s']}
          label={t('queues.offer_timeout')}
          extra={t('queues.offer_timeout_help')}
        >
          <DurationInput />
        </Form.Item>
        <Form.Item
          name={['rules', 'auto_accept']}
          label={t('queues.auto_accept')}
          valuePropName="checked"
          extra={t('queues.auto_accept_help')}
        >
          <Switch />
        </Form.Item>
        <Form.Item
          name={['rules', 'wrap_up_limit_s']}
          label={t('queues.wrap_up')}
          extra={t('queues.wrap_up_help')}
        >
          <DurationInput />
        </Form.Item>
        <Form.Item
          name={['rules', 'disposition_required']}
          label={t('queues.disposition_required')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      </FormPair>
      <Form.Item
        name={['rules', 'disposition_ids']}
        label={t('queues.dispositions')}
        extra={t('queues.dispositions_help')}
      >
        <Select mode="multiple" options={dispositions} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
    </FormGroup>
  );
}
