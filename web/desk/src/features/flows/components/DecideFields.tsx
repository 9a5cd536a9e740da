import { Input, InputNumber, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { freeName } from '../state/changes';
import { AttributeChoice } from './Choices';
import { ExitName } from './ExitName';
import { Expression } from './Expression';
import { Cell, Field } from './Field';
import { Rows } from './Rows';
import type { FieldsOf } from './StepFields';
import styles from './Editor.module.css';

export function SetFields({ flow, does, onChange }: FieldsOf<'set'>) {
  const { t } = useTranslation('flows');
  return (
    <Rows
      at="values"
      label={t('values')}
      addText={t('add_value')}
      items={does.values}
      least={1}
      made={() => ({ attribute: '', value: '' })}
      onChange={(values) => onChange({ ...does, values }, 'values')}
    >
      {({ attribute, value }, index, change) => (
        <>
          <Cell at={`values/${index}/attribute`}>
            <AttributeChoice
              flow={flow}
              label={t('attribute')}
              value={attribute}
              more={['language']}
              onChange={(next) => change({ attribute: next })}
            />
          </Cell>
          <Cell at={`values/${index}/value`}>
            <Expression
              flow={flow}
              value={value}
              label={t('value')}
              placeholder="min(tries_left, 3) - 1"
              onChange={(next) => change({ value: next })}
            />
          </Cell>
        </>
      )}
    </Rows>
  );
}

export function BranchFields({ flow, does, onChange, onRename }: FieldsOf<'branch'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <p className="quiet">{t('branch_help')}</p>
      <Rows
        at="cases"
        label={t('cases')}
        addText={t('add_case')}
        items={does.cases}
        least={1}
        made={(all) => ({
          name: freeName(new Set(all.map(({ name }) => name)), `case_${all.length + 1}`),
          when: '',
        })}
        onChange={(cases) => onChange({ ...does, cases }, 'cases')}
      >
        {({ name, when }, index, change) => (
          <>
            <Cell at={`cases/${index}/name`}>
              <ExitName
                value={name}
                label={t('case_name')}
                onDone={(to) =>
                  onRename(name, to, {
                    ...does,
                    cases: does.cases.map((each, i) => (i === index ? { ...each, name: to } : each)),
                  })
                }
              />
            </Cell>
            <Cell at={`cases/${index}/when`}>
              <Expression
                flow={flow}
                value={when}
                label={t('when')}
                placeholder={'language == "zh" and waited_s < 60'}
                onChange={(next) => change({ when: next })}
              />
            </Cell>
          </>
        )}
      </Rows>
    </>
  );
}

export function SplitFields({ does, onChange, onRename }: FieldsOf<'split'>) {
  const { t } = useTranslation('flows');
  const total = does.shares.reduce((sum, { percent }) => sum + percent, 0);
  return (
    <>
      <p className="quiet">{t('split_help')}</p>
      <Rows
        at="shares"
        label={`${t('shares')} · ${total} %`}
        addText={t('add_share')}
        items={does.shares}
        least={1}
        made={(all) => ({
          name: freeName(new Set(all.map(({ name }) => name)), `share_${all.length + 1}`),
          percent: Math.max(0, 100 - total),
        })}
        onChange={(shares) => onChange({ ...does, shares }, 'shares')}
      >
        {({ name, percent }, index, change) => (
          <div className={styles.pairRow}>
            <Cell at={`shares/${index}/name`}>
              <ExitName
                value={name}
                label={t('share_name')}
                onDone={(to) =>
                  onRename(name, to, {
                    ...does,
                    shares: does.shares.map((each, i) => (i === index ? { ...each, name: to } : each)),
                  })
                }
              />
            </Cell>
            <InputNumber
              min={0}
              max={100}
              precision={0}
              value={percent}
              suffix="%"
              aria-label={t('percent')}
              style={{ width: 92 }}
              onChange={(next) => change({ percent: next ?? 0 })}
            />
          </div>
        )}
      </Rows>
    </>
  );
}

export function TagFields({ does, onChange }: FieldsOf<'tag'>) {
  const { t } = useTranslation('flows');
  return (
    <Field label={t('tag')} at="tag">
      {(id) => (
        <Input
          id={id}
          value={does.tag}
          maxLength={60}
          onChange={(event) => onChange({ ...does, tag: event.target.value }, 'tag')}
        />
      )}
    </Field>
  );
}

export function RecordFields({ does, onChange }: FieldsOf<'record'>) {
  const { t } = useTranslation('flows');
  return (
    <Field label={t('record')} at="is_on" help={t('record_help')}>
      {() => (
        <Segmented
          block
          value={does.is_on ? 'on' : 'off'}
          options={(['on', 'off'] as const).map((value) => ({ value, label: t(`record_${value}`) }))}
          onChange={(value) => onChange({ ...does, is_on: value === 'on' })}
        />
      )}
    </Field>
  );
}
