import { App as AntApp, Button, Form, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseRule, DryRun } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { FormGroup } from '@/ui/FormGroup';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { useProblemText } from '@/ui/use-problem-text';
import { caseRules } from '../api/kept';
import { priorities, statuses } from '../state/due';
import { ActionFields, cleanActions, noActions } from './ActionFields';

type Values = Omit<CaseRule, 'id'>;

const times = ['hours_in_status', 'hours_since_touched', 'hours_since_created', 'due_within_min'] as const;

const noConditions: Values['when'] = {
  statuses: [],
  priorities: [],
  type_ids: [],
  tags: [],
  without_tags: [],
};

function fieldsOf({ name, is_on, when, then }: Values) {
  return {
    name,
    is_on,
    when: cleanConditions({ ...noConditions, ...when }),
    then: cleanActions({ ...noActions, ...then }),
  };
}

const cleanConditions = (when: Values['when']): object =>
  Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined && value !== null));

export function RulesPage() {
  const { t } = useTranslation('cases');
  return (
    <ResourcePage<CaseRule, Values>
      resource={caseRules}
      title={t('rules.title')}
      help={t('rules.help')}
      addText={t('rules.add')}
      formWidth={600}
      columns={[{ title: t('rules.is_on'), render: (_, each) => t(each.is_on ? 'yes' : 'no') }]}
      blank={{ name: '', is_on: true, when: noConditions, then: noActions }}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={fieldsOf}
      form={() => <RuleForm />}
    />
  );
}

function RuleForm() {
  const { t } = useTranslation('cases');
  const tags = (field: 'tags' | 'without_tags', label: string) => (
    <Form.Item name={['when', field]} label={label}>
      <Select mode="tags" open={false} suffixIcon={null} />
    </Form.Item>
  );
  return (
    <>
      <NameField />
      <Form.Item name="is_on" label={t('rules.is_on')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <FormGroup title={t('rules.when')} help={t('rules.when_help')}>
        <Form.Item name={['when', 'statuses']} label={t('status_title')}>
          <Select
            mode="multiple"
            options={statuses.slice(0, 4).map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name={['when', 'priorities']} label={t('priority_title')}>
          <Select
            mode="multiple"
            options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
          />
        </Form.Item>
        {tags('tags', t('rules.tags'))}
        {tags('without_tags', t('rules.without_tags'))}
        {times.map((time) => (
          <Form.Item key={time} name={['when', time]} label={t(`rules.${time}`)}>
            <InputNumber min={0} precision={0} />
          </Form.Item>
        ))}
      </FormGroup>
      <FormGroup title={t('rules.then')}>
        <ActionFields name="then" />
      </FormGroup>
      <Trial />
    </>
  );
}

// What the rule would do now, before it is saved.
function Trial() {
  const { t } = useTranslation('cases');
  const http = useHttp();
  const form = Form.useFormInstance<Values>();
  const { modal, message } = AntApp.useApp();
  const problemText = useProblemText();
  const run = () =>
    void http.post<DryRun>('/case-rule-trials', fieldsOf(form.getFieldsValue(true) as Values)).then(
      ({ count, cases }) => {
        modal.info({
          title: t('rules.would', { count }),
          content: cases.slice(0, 12).map((each) => (
            <p key={each.id}>
              {each.number} {each.subject}
            </p>
          )),
        });
      },
      (error: unknown) => void message.error(problemText(error)),
    );
  return <Button onClick={run}>{t('rules.try')}</Button>;
}
