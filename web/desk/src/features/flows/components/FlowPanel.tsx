// What belongs to the flow as a whole: where it begins, in which languages and channels, what it remembers.
import { Alert, Checkbox, Form, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FlowAttribute, FlowDefinition, FlowProblem } from '@/lib/api-types';
import { asName, attributeRenamed, freeName } from '../state/changes';
import { assistChannels, channels } from '../state/kinds';
import type { ChannelName } from '../state/kinds';
import { languageName, offered } from '../state/languages';
import { QueueChoice } from './Choices';
import { Entrances } from './Entrances';
import { ExitName } from './ExitName';
import { Cell, Field, ProblemsContext } from './Field';
import { Rows } from './Rows';
import styles from './Editor.module.css';
import { useProblemWords } from './use-problem-words';

interface Props {
  id: string;
  flow: FlowDefinition;
  isLive: boolean;
  problems: readonly FlowProblem[];
  onChange: (how: (flow: FlowDefinition) => FlowDefinition, name?: string) => void;
}

const fields = ['purpose', 'languages', 'channels', 'start', 'fallback_queue_id', 'attributes'];

export function FlowPanel({ id, flow, isLive, problems, onChange }: Props) {
  const { t, i18n } = useTranslation('flows');
  const problemWords = useProblemWords();
  const own = problems.filter(({ step }) => step === '');
  const isAssist = flow.purpose === 'assist';
  const set = (part: Partial<FlowDefinition>, name?: string) =>
    onChange((now) => ({ ...now, ...part }), name);
  return (
    <ProblemsContext value={own}>
      <Form layout="vertical" size="small" component="div" className={styles.form}>
        {own
          .filter(({ field }) => !fields.includes(field.split('/')[0] ?? '') && !field.startsWith('tests'))
          .map(({ field, what }) => (
            <Alert key={field + what} type="error" showIcon title={problemWords(what)} />
          ))}
        <Field
          label={t('purpose')}
          at="purpose"
          help={t(isLive ? 'purpose_fixed' : `purpose_help.${flow.purpose}`)}
        >
          {() => (
            <Segmented
              block
              disabled={isLive}
              value={flow.purpose}
              options={(['entrance', 'assist'] as const).map((value) => ({
                value,
                label: t(`purposes.${value}`),
              }))}
              onChange={(purpose) => set({ purpose })}
            />
          )}
        </Field>
        {!isAssist && <Entrances flowId={id} flow={flow} isLive={isLive} />}
        <Field label={t('channels')} at="channels">
          {() => (
            <Checkbox.Group
              value={flow.channels}
              options={(isAssist ? assistChannels : channels).map((value) => ({
                value,
                label: t(`ui:channel.${value}`),
              }))}
              onChange={(next) =>
                set({ channels: channels.filter((each) => next.includes(each)) as ChannelName[] })
              }
            />
          )}
        </Field>
        <Field label={t('languages')} at="languages" help={t('languages_help')}>
          {(field) => (
            <Select
              id={field}
              mode="tags"
              value={flow.languages}
              maxCount={8}
              options={offered.map((value) => ({
                value,
                label: `${languageName(value, i18n.language)} (${value})`,
              }))}
              onChange={(languages: string[]) => set({ languages })}
            />
          )}
        </Field>
        <Field label={t('start_step')} at="start">
          {(field) => (
            <Select
              id={field}
              showSearch
              value={flow.start || undefined}
              options={flow.steps.map((step) => ({ value: step.id, label: step.id }))}
              onChange={(start: string) => set({ start })}
            />
          )}
        </Field>
        {!isAssist && (
          <Field label={t('fallback')} at="fallback_queue_id" help={t('fallback_help')}>
            {(field) => (
              <QueueChoice
                id={field}
                value={flow.fallback_queue_id}
                onChange={(fallback_queue_id) => set({ fallback_queue_id })}
              />
            )}
          </Field>
        )}
        <Attributes flow={flow} onChange={onChange} />
      </Form>
    </ProblemsContext>
  );
}

const types = ['text', 'integer', 'boolean', 'choice'] as const;

function Attributes({ flow, onChange }: Pick<Props, 'flow' | 'onChange'>) {
  const { t } = useTranslation('flows');
  return (
    <Rows<FlowAttribute>
      at="attributes"
      label={t('attributes')}
      addText={t('add_attribute')}
      items={flow.attributes}
      most={32}
      made={(all) => ({
        name: freeName(new Set(all.map(({ name }) => name)), 'attribute'),
        type: 'text',
        choices: [],
        initial: '',
        is_secret: false,
      })}
      onChange={(attributes) => onChange((now) => ({ ...now, attributes }), 'attributes')}
    >
      {(attribute, index, change) => (
        <>
          <div className={styles.pairRow}>
            <Cell at={`attributes/${index}/name`}>
              <ExitName
                value={attribute.name}
                label={t('attribute')}
                onDone={(to) => onChange((now) => attributeRenamed(now, attribute.name, to))}
              />
            </Cell>
            <Select
              value={attribute.type}
              aria-label={t('type')}
              style={{ width: 116 }}
              options={types.map((value) => ({ value, label: t(`types.${value}`) }))}
              onChange={(type) =>
                change({
                  type,
                  initial: '',
                  choices: type === 'choice' ? ['first', 'second'] : [],
                  is_secret: type === 'text' && attribute.is_secret,
                })
              }
            />
          </div>
          {attribute.type === 'choice' && (
            <Cell at={`attributes/${index}/choices`}>
              <Select
                mode="tags"
                open={false}
                suffixIcon={null}
                tokenSeparators={[',', '，', ' ']}
                value={attribute.choices}
                aria-label={t('choices')}
                placeholder={t('choices')}
                style={{ width: '100%' }}
                onChange={(choices: string[]) => change({ choices: choices.map(asName).filter(Boolean) })}
              />
            </Cell>
          )}
          {attribute.type === 'text' ? (
            <Checkbox
              checked={attribute.is_secret}
              onChange={(event) => change({ is_secret: event.target.checked })}
            >
              {t('is_secret')}
            </Checkbox>
          ) : (
            <Cell at={`attributes/${index}/initial`}>
              <Input
                value={attribute.initial}
                aria-label={t('initial')}
                placeholder={t('initial')}
                spellCheck={false}
                onChange={(event) => change({ initial: event.target.value })}
              />
            </Cell>
          )}
        </>
      )}
    </Rows>
  );
}
