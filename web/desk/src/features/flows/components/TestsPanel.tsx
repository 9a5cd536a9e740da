// Stored tests: they run as the flow is drawn; the chosen one's path is lit on the canvas.
import { CheckCircleFilled, CloseCircleFilled, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FlowDefinition, FlowTest, FlowTestAnswer, FlowTestResult } from '@/lib/api-types';
import { asksOf, blankAnswer, blankTest, givesAt, withTest } from '../state/tests';
import { languageName } from '../state/languages';
import { Field } from './Field';
import { Rows } from './Rows';
import styles from './Editor.module.css';
import { useProblemWords } from './use-problem-words';

interface Props {
  flow: FlowDefinition;
  results: readonly FlowTestResult[];
  // They are of an older draft.
  isStale: boolean;
  // There are problems, so that nothing runs.
  isHeld: boolean;
  chosen: number | undefined;
  onChoose: (index: number | undefined) => void;
  onChange: (how: (flow: FlowDefinition) => FlowDefinition, name?: string) => void;
  onSelect: (ids: readonly string[]) => void;
}

export function TestsPanel(props: Props) {
  const { flow, results, isStale, isHeld, chosen, onChoose, onChange, onSelect } = props;
  const { t } = useTranslation('flows');
  const test = chosen === undefined ? undefined : flow.tests[chosen];
  return (
    <div className={styles.form}>
      <p className="quiet">{t(isHeld ? 'tests_held' : 'tests_help')}</p>
      <ul className={styles.list}>
        {flow.tests.map(({ name }, index) => {
          const result = results[index];
          return (
            <li key={index} data-chosen={index === chosen}>
              <button
                type="button"
                aria-pressed={index === chosen}
                onClick={() => onChoose(index === chosen ? undefined : index)}
              >
                <Mark result={result} />
                <span className="ellipsis">{name || t('test_name')}</span>
              </button>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('remove_test', { name })}
                onClick={() => {
                  onChoose(undefined);
                  onChange((now) => ({ ...now, tests: now.tests.filter((_, i) => i !== index) }));
                }}
              />
            </li>
          );
        })}
      </ul>
      <Button
        type="dashed"
        size="small"
        block
        icon={<PlusOutlined />}
        disabled={flow.tests.length >= 50}
        onClick={() => {
          const name = t('test_number', { number: flow.tests.length + 1 });
          onChange((now) => ({ ...now, tests: [...now.tests, blankTest(now, name)] }));
          onChoose(flow.tests.length);
        }}
      >
        {t('add_test')}
      </Button>
      {test && chosen !== undefined && (
        <TestForm
          flow={flow}
          test={test}
          result={results[chosen]}
          isStale={isStale}
          onSelect={onSelect}
          onChange={(part, name) =>
            onChange((now) => withTest(now, chosen, part), name ? `tests/${chosen}/${name}` : '')
          }
        />
      )}
    </div>
  );
}

function Mark({ result }: { result: FlowTestResult | undefined }) {
  const { t } = useTranslation('flows');
  if (!result) return <span className={styles.mark} data-state="none" aria-label={t('not_run')} />;
  return result.rehearsed.failure === '' ? (
    <CheckCircleFilled className={styles.mark} data-state="passed" aria-label={t('passed')} />
  ) : (
    <CloseCircleFilled className={styles.mark} data-state="failed" aria-label={t('failed')} />
  );
}

interface FormProps {
  flow: FlowDefinition;
  test: FlowTest;
  result: FlowTestResult | undefined;
  isStale: boolean;
  onChange: (part: Partial<FlowTest>, name?: string) => void;
  onSelect: (ids: readonly string[]) => void;
}

function TestForm({ flow, test, result, isStale, onChange, onSelect }: FormProps) {
  const { t, i18n } = useTranslation('flows');
  const rehearsed = result?.rehearsed;
  const wentElsewhere = rehearsed && rehearsed.failure !== '';
  return (
    <Form layout="vertical" size="small" component="div" className={styles.test}>
      {rehearsed && <Transcript rehearsed={rehearsed} onSelect={onSelect} />}
      {wentElsewhere && (
        <Button size="small" block disabled={isStale} onClick={() => onChange({ path: rehearsed.path })}>
          {t('expect_this')}
        </Button>
      )}
      <Field label={t('test_name')}>
        {(id) => (
          <Input
            id={id}
            value={test.name}
            maxLength={100}
            onChange={(event) => onChange({ name: event.target.value }, 'name')}
          />
        )}
      </Field>
      <div className={styles.pairRow}>
        <Select
          value={test.channel}
          aria-label={t('channel')}
          options={flow.channels.map((value) => ({ value, label: t(`ui:channel.${value}`) }))}
          onChange={(channel) => onChange({ channel })}
        />
        <Select
          value={test.language || undefined}
          aria-label={t('language')}
          options={flow.languages.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          onChange={(language: string) => onChange({ language })}
        />
      </div>
      <Checkbox
        checked={test.is_customer_known}
        onChange={(event) => onChange({ is_customer_known: event.target.checked })}
      >
        {t('is_customer_known')}
      </Checkbox>
      <Inputs flow={flow} test={test} rehearsed={rehearsed} onChange={onChange} />
      <Field label={t('path')} help={t('path_help')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[' ', ',', '→']}
            value={test.path.map((step, index) => `${index + 1} ${step}`)}
            onChange={(all: string[]) => onChange({ path: all.map((each) => each.replace(/^\d+ /, '')) })}
          />
        )}
      </Field>
    </Form>
  );
}

interface InputsProps extends Omit<FormProps, 'result' | 'isStale' | 'onSelect'> {
  rehearsed: FlowTestResult['rehearsed'] | undefined;
}

function Inputs({ flow, test, rehearsed, onChange }: InputsProps) {
  const { t } = useTranslation('flows');
  const asks = asksOf(flow);
  // Where it stands and waits is what the next input most likely answers.
  const waitsAt = rehearsed?.path.at(-1);
  return (
    <Rows<FlowTestAnswer>
      at="inputs"
      label={t('inputs')}
      addText={t('add_input')}
      items={test.inputs}
      most={100}
      made={() => blankAnswer(waitsAt && asks.includes(waitsAt) ? waitsAt : (asks[0] ?? ''))}
      onChange={(inputs) => onChange({ inputs }, 'inputs')}
    >
      {(input, _index, change) => (
        <div className={styles.pairRow}>
          <Select
            showSearch
            value={input.at || undefined}
            aria-label={t('input_at')}
            options={asks.map((value) => ({ value, label: value }))}
            onChange={(at: string) => change({ at })}
          />
          <AutoComplete
            value={input.gives}
            aria-label={t('input_gives')}
            placeholder={t('input_gives')}
            options={givesAt(flow, input.at).map((value) => ({ value, label: value }))}
            onChange={(gives: string) => change({ gives })}
          />
        </div>
      )}
    </Rows>
  );
}

interface TranscriptProps {
  rehearsed: FlowTestResult['rehearsed'];
  onSelect: (ids: readonly string[]) => void;
}

// Step by step, with what the customer reads or hears there.
function Transcript({ rehearsed, onSelect }: TranscriptProps) {
  const { t, i18n } = useTranslation('flows');
  const words = useProblemWords();
  const said = [...rehearsed.said];
  const lines = rehearsed.path.map((step) => {
    const isNext = said[0]?.step === step;
    return { step, text: isNext ? said.shift()?.text : undefined };
  });
  return (
    <>
      <ol className={styles.transcript}>
        {lines.map(({ step, text }, index) => (
          <li key={index}>
            <button type="button" onClick={() => onSelect([step])}>
              {step}
            </button>
            {text && <p>{text}</p>}
          </li>
        ))}
      </ol>
      {rehearsed.failure === '' ? (
        <p className={styles.passed}>
          {i18n.exists(`ended.${rehearsed.ended}`, { ns: 'flows' }) ? t(`ended.${rehearsed.ended}`) : ''}
        </p>
      ) : (
        <p role="alert" className={styles.wrong}>
          {words(rehearsed.failure)}
        </p>
      )}
    </>
  );
}
