import { Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlows } from '../api/get-flows';
import { AgentChoice, AttributeChoice } from './Choices';
import { Field } from './Field';
import type { FieldsOf } from './StepFields';
import { Texts } from './Texts';
import { DurationField, QueueField } from './ValueFields';

export function CallbackFields({ flow, does, onChange }: FieldsOf<'callback'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <QueueField
        label={t('callback_queue')}
        at="queue_id"
        value={does.queue_id}
        onChange={(queue_id) => onChange({ ...does, queue_id })}
      />
      <Field label={t('callback_number')} at="number" help={t('callback_number_help')}>
        {(id) => (
          <AttributeChoice
            id={id}
            flow={flow}
            isText
            isOptional
            value={does.number}
            onChange={(number) => onChange({ ...does, number })}
          />
        )}
      </Field>
    </>
  );
}

export function VoicemailFields({ flow, does, onChange }: FieldsOf<'voicemail'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <Texts
        label={t('says')}
        at="text"
        value={does.text}
        languages={flow.languages}
        onChange={(text) => onChange({ ...does, text }, 'text')}
      />
      <QueueField
        label={t('voicemail_queue')}
        at="queue_id"
        value={does.queue_id}
        onChange={(queue_id) => onChange({ ...does, queue_id })}
      />
      <DurationField
        label={t('length_longest')}
        at="length_max_s"
        value={does.length_max_s}
        onChange={(length_max_s) => onChange({ ...does, length_max_s }, 'length_max_s')}
      />
    </>
  );
}

type Target = 'agent' | 'flow' | 'number';

export function TransferFields({ does, onChange }: FieldsOf<'transfer'>) {
  const { t } = useTranslation('flows');
  const { data: flows } = useFlows();
  const [target, setTarget] = useState<Target>(
    does.agent_id ? 'agent' : does.flow_id ? 'flow' : does.number === '' ? 'agent' : 'number',
  );
  const blank = { kind: 'transfer', number: '' } as const;
  return (
    <>
      <Field label={t('transfer_to')} at="">
        {() => (
          <Segmented<Target>
            block
            value={target}
            options={(['agent', 'flow', 'number'] as const).map((value) => ({
              value,
              label: t(`targets.${value}`),
            }))}
            onChange={(next) => {
              setTarget(next);
              onChange(blank);
            }}
          />
        )}
      </Field>
      {target === 'agent' && (
        <Field label={t('targets.agent')} at="agent_id">
          {(id) => (
            <AgentChoice
              id={id}
              value={does.agent_id ?? ''}
              onChange={(agent_id) => onChange({ ...blank, agent_id })}
            />
          )}
        </Field>
      )}
      {target === 'flow' && (
        <Field label={t('targets.flow')} at="flow_id">
          {(id) => (
            <Select
              id={id}
              value={does.flow_id}
              options={flows
                ?.filter(({ purpose }) => purpose === 'entrance')
                .map((each) => ({ value: each.id, label: each.name }))}
              onChange={(flow_id: string) => onChange({ ...blank, flow_id })}
            />
          )}
        </Field>
      )}
      {target === 'number' && (
        <Field label={t('targets.number')} at="number">
          {(id) => (
            <Input
              id={id}
              type="tel"
              value={does.number}
              maxLength={32}
              placeholder="+861012345678"
              onChange={(event) => onChange({ ...blank, number: event.target.value }, 'number')}
            />
          )}
        </Field>
      )}
    </>
  );
}
