import { Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useResourceList } from '@/lib/resource';
import { FormPair } from '@/ui/FormGroup';
import { hours } from '../api/hours';
import { facts } from '../state/kinds';
import { AttributeChoice } from './Choices';
import { Cell, Field } from './Field';
import { Rows } from './Rows';
import type { FieldsOf } from './StepFields';
import { DurationField } from './ValueFields';

export function HoursFields({ does, onChange }: FieldsOf<'hours'>) {
  const { t } = useTranslation('flows');
  const { data } = useResourceList(hours);
  return (
    <Field label={t('hours')} at="hours_id">
      {(id) => (
        <Select
          id={id}
          value={does.hours_id === '0' ? undefined : does.hours_id}
          options={data?.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(hours_id: string) => onChange({ ...does, hours_id })}
        />
      )}
    </Field>
  );
}

export function LookupFields({ flow, does, onChange }: FieldsOf<'lookup'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <Field label={t('lookup_by')} at="by">
        {() => (
          <Radio.Group
            vertical
            value={does.by}
            options={(['channel', 'phone', 'email'] as const).map((value) => ({
              value,
              label: t(`lookup.${value}`),
            }))}
            onChange={(event) => onChange({ ...does, by: event.target.value as typeof does.by })}
          />
        )}
      </Field>
      {does.by !== 'channel' && (
        <Field label={t('lookup_attribute')} at="attribute">
          {(id) => (
            <AttributeChoice
              id={id}
              flow={flow}
              isText
              value={does.attribute}
              onChange={(attribute) => onChange({ ...does, attribute })}
            />
          )}
        </Field>
      )}
      <Field label={t('name_to')} at="name_to" help={t('name_to_help')}>
        {(id) => (
          <AttributeChoice
            id={id}
            flow={flow}
            isText
            isOptional
            value={does.name_to}
            onChange={(name_to) => onChange({ ...does, name_to })}
          />
        )}
      </Field>
    </>
  );
}

export function WebhookFields({ flow, does, onChange }: FieldsOf<'webhook'>) {
  const { t } = useTranslation('flows');
  const names = [...flow.attributes.map(({ name }) => name), ...facts];
  return (
    <>
      <Field label={t('url')} at="url" help={t('url_help')}>
        {(id) => (
          <Input
            id={id}
            type="url"
            value={does.url}
            maxLength={1000}
            onChange={(event) => onChange({ ...does, url: event.target.value }, 'url')}
          />
        )}
      </Field>
      <Field label={t('send')} at="send" help={t('send_help')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={does.send}
            options={names.map((name) => ({ value: name, label: name }))}
            onChange={(send) => onChange({ ...does, send })}
          />
        )}
      </Field>
      <Rows
        at="results"
        label={t('results')}
        addText={t('add_result')}
        items={does.results}
        most={32}
        made={() => ({ path: '/', attribute: '' })}
        onChange={(results) => onChange({ ...does, results }, 'results')}
      >
        {({ path, attribute }, index, change) => (
          <>
            <Cell at={`results/${index}/path`}>
              <Input
                value={path}
                aria-label={t('result_path')}
                placeholder="/order/state"
                spellCheck={false}
                onChange={(event) => change({ path: event.target.value })}
              />
            </Cell>
            <Cell at={`results/${index}/attribute`}>
              <AttributeChoice
                flow={flow}
                label={t('attribute')}
                value={attribute}
                onChange={(next) => change({ attribute: next })}
              />
            </Cell>
          </>
        )}
      </Rows>
      <FormPair>
        <DurationField
          label={t('webhook_timeout')}
          at="timeout_s"
          value={does.timeout_s}
          onChange={(timeout_s) => onChange({ ...does, timeout_s }, 'timeout_s')}
        />
        <Field label={t('retries')} at="retries">
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={3}
              precision={0}
              value={does.retries}
              style={{ width: '100%' }}
              onChange={(retries) => onChange({ ...does, retries: retries ?? 0 }, 'retries')}
            />
          )}
        </Field>
      </FormPair>
    </>
  );
}
