import { Form, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import { ClockInput } from '@/ui/ClockInput';
import { DurationInput } from '@/ui/DurationInput';
import { choices, fieldsOf } from '../state/changes';
import type { ChangeKind, Draft, Field } from '../state/changes';
import { FlowInput } from './FlowInput';
import styles from './WhatIf.module.css';

// The fields of one change, at its place in the list of changes.
export function ChangeFields({ kind, place }: { kind: ChangeKind; place: number }) {
  const fields: readonly Field[] = fieldsOf[kind];
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <FieldOf key={field} field={field} place={place} />
      ))}
    </div>
  );
}

function FieldOf({ field, place }: { field: Field; place: number }) {
  const { t } = useTranslation('whatif');
  const { users, queues, skills } = useDirectory();
  // The day knows everybody and everything by name.
  const named = (all: { name: string }[]) => all.map(({ name }) => ({ value: name, label: name }));
  const agents = named(users.filter(({ is_agent }) => is_agent));
  const item = (name: keyof Draft, label: string, input: ReactNode, isNeeded = true) => (
    <Form.Item
      key={name}
      name={[place, name]}
      label={label}
      rules={isNeeded ? [{ required: true, message: t('missing') }] : []}
    >
      {input}
    </Form.Item>
  );
  const select = (options: { value: string; label: string }[], mode?: 'multiple') => (
    <Select
      mode={mode}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      allowClear={mode === 'multiple'}
      style={{ width: 240 }}
    />
  );
  const number = (min: number, max: number, suffix?: string) => (
    <InputNumber min={min} max={max} suffix={suffix} style={{ width: 120 }} />
  );
  const clocks = (isNeeded: boolean) => [
    item('from', t('field.from'), <ClockInput />, isNeeded),
    item('to', t('field.to'), <ClockInput />, isNeeded),
  ];
  switch (field) {
    case 'agents':
      return item('agents', t('field.agents'), select(agents, 'multiple'));
    case 'group':
      return item('group', t('field.group'), select(agents));
    case 'leaver':
      return item('group', t('field.agents'), select(agents));
    case 'count':
      return item('count', t('field.count'), number(1, 1000));
    case 'skill':
      return item('skill', t('field.skill'), select(named(skills)));
    case 'level':
      return item('level', t('field.level'), number(1, 5));
    case 'queue':
      return item('queue', t('field.queue'), select(named(queues)));
    case 'queues':
      return item('queues', t('field.queues'), select(named(queues), 'multiple'), false);
    case 'by':
      return item('by_min', t('field.by'), number(-720, 720, t('minutes')));
    case 'span':
      return clocks(true);
    case 'part':
      return clocks(false);
    case 'factor':
      return item('percent', t('field.factor'), number(1, 1000, '%'));
    case 'contacts':
      return item('contacts', t('field.contacts'), number(1, 100_000));
    case 'after':
      return item('after_s', t('field.after'), <DurationInput />);
    case 'share':
      return item('share_percent', t('field.share'), number(0, 100, '%'));
    case 'reached':
      return item('reached_percent', t('field.reached'), number(0, 100, '%'));
    case 'choice':
      return item(
        'choice',
        t('field.choice'),
        <Select
          allowClear
          style={{ width: 240 }}
          options={choices.map((each) => ({ value: each, label: t(`choice.${each}`) }))}
        />,
        false,
      );
    case 'flow_from':
      return item('flow_from', t('field.flow_from'), <FlowInput none={t('version.any')} />);
    case 'flow_to':
      return item('flow_to', t('field.flow_to'), <FlowInput none={t('version.live')} hasDraft />);
    case 'timeout':
      return item('timeout_s', t('field.timeout'), number(1, 600, t('seconds')), false);
  }
}
