import { Input, InputNumber, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormPair } from '@/ui/FormGroup';
import { freeName } from '../state/changes';
import type { DoesOf } from '../state/kinds';
import { AttributeChoice } from './Choices';
import { ExitName } from './ExitName';
import { Cell, Field } from './Field';
import { PromptChoice } from './PromptChoice';
import { Rows } from './Rows';
import type { FieldsOf } from './StepFields';
import styles from './Editor.module.css';
import { ShortTexts, Texts } from './Texts';
import { DurationField } from './ValueFields';

export function SayFields({ flow, does, onChange }: FieldsOf<'say'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <Texts
        label={t('says')}
        at="text"
        value={does.text}
        languages={flow.languages}
        help={t('braces_help')}
        rows={3}
        onChange={(text) => onChange({ ...does, text }, 'text')}
      />
      {flow.channels.includes('voice') && (
        <Field label={t('prompt')} at="prompt" help={t('prompt_help')}>
          {(id) => (
            <PromptChoice
              id={id}
              value={does.prompt}
              none={t('no_prompt')}
              onChange={(prompt) => onChange({ ...does, prompt })}
            />
          )}
        </Field>
      )}
    </>
  );
}

export function MenuFields({ flow, does, onChange, onRename }: FieldsOf<'menu'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <Texts
        label={t('asks')}
        at="text"
        value={does.text}
        languages={flow.languages}
        help={t('braces_help')}
        onChange={(text) => onChange({ ...does, text }, 'text')}
      />
      <Rows
        at="options"
        label={t('options')}
        addText={t('add_option')}
        items={does.options}
        least={1}
        made={(all) => ({
          name: freeName(new Set(all.map(({ name }) => name)), `option_${all.length + 1}`),
          digit: '',
          label: {},
          also: [],
        })}
        onChange={(options) => onChange({ ...does, options })}
      >
        {(option, index, change) => (
          <>
            <div className={styles.pairRow}>
              <Cell at={`options/${index}/name`}>
                <ExitName
                  value={option.name}
                  label={t('option_name')}
                  onDone={(name) =>
                    onRename(option.name, name, {
                      ...does,
                      options: does.options.map((each, i) => (i === index ? { ...each, name } : each)),
                    })
                  }
                />
              </Cell>
              <Cell at={`options/${index}/digit`}>
                <Input
                  value={option.digit}
                  maxLength={1}
                  placeholder={String(index + 1)}
                  aria-label={t('digit')}
                  prefix={<span className="quiet">{t('digit')}</span>}
                  style={{ width: 92 }}
                  onChange={(event) => change({ digit: event.target.value })}
                />
              </Cell>
            </div>
            <ShortTexts
              label={t('button')}
              at={`options/${index}/label`}
              value={option.label}
              languages={flow.languages}
              onChange={(label) => change({ label })}
            />
            <Select
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', '，', ';', '；', '、']}
              value={option.also}
              placeholder={t('also')}
              aria-label={t('also')}
              onChange={(also) => change({ also })}
            />
          </>
        )}
      </Rows>
      <Patience flow={flow} does={does} onChange={onChange} />
    </>
  );
}

export function CollectFields({ flow, does, onChange }: FieldsOf<'collect'>) {
  const { t } = useTranslation('flows');
  const number = (at: 'length_min' | 'length_max') => (
    <Field label={t(at)} at={at}>
      {(id) => (
        <InputNumber
          id={id}
          min={0}
          max={500}
          precision={0}
          value={does[at]}
          style={{ width: '100%' }}
          onChange={(value) => onChange({ ...does, [at]: value ?? 0 }, at)}
        />
      )}
    </Field>
  );
  return (
    <>
      <Texts
        label={t('asks')}
        at="text"
        value={does.text}
        languages={flow.languages}
        help={t('braces_help')}
        onChange={(text) => onChange({ ...does, text }, 'text')}
      />
      <Field label={t('into')} at="attribute" help={t('into_help')}>
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
      <Field label={t('input')} at="input">
        {() => (
          <Segmented
            block
            value={does.input}
            options={[
              { value: 'digits', label: t('digits') },
              { value: 'text', label: t('words') },
            ]}
            onChange={(input) => onChange({ ...does, input: input as typeof does.input })}
          />
        )}
      </Field>
      <FormPair>
        {number('length_min')}
        {number('length_max')}
      </FormPair>
      <Field label={t('pattern')} at="pattern" help={t('pattern_help')}>
        {(id) => (
          <Input
            id={id}
            value={does.pattern}
            maxLength={100}
            placeholder="AB-####"
            spellCheck={false}
            onChange={(event) => onChange({ ...does, pattern: event.target.value }, 'pattern')}
          />
        )}
      </Field>
      <Patience flow={flow} does={does} onChange={onChange} />
    </>
  );
}

interface PatienceProps {
  flow: FieldsOf<'menu'>['flow'];
  does: DoesOf<'menu'> | DoesOf<'collect'>;
  onChange: FieldsOf<'menu'>['onChange'];
}

// What happens when nothing, or nothing sensible, comes.
function Patience({ flow, does, onChange }: PatienceProps) {
  const { t } = useTranslation('flows');
  return (
    <>
      <FormPair>
        <Field label={t('tries')} at="tries">
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={10}
              precision={0}
              value={does.tries}
              style={{ width: '100%' }}
              onChange={(tries) => onChange({ ...does, tries: tries ?? 1 }, 'tries')}
            />
          )}
        </Field>
        <DurationField
          label={t('timeout')}
          at="timeout_s"
          help={t('timeout_help')}
          value={does.timeout_s}
          onChange={(timeout_s) => onChange({ ...does, timeout_s }, 'timeout_s')}
        />
      </FormPair>
      <Texts
        label={t('again')}
        at="again"
        value={does.again}
        languages={flow.languages}
        help={t('again_help')}
        onChange={(again) => onChange({ ...does, again }, 'again')}
      />
    </>
  );
}
