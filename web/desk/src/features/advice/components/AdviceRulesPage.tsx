import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AdviceRule } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { adviceRules } from '../api/kept';

type Values = Omit<AdviceRule, 'id'>;

const kinds = ['care', 'collect', 'retain', 'offer'] as const;
const blank: Values = {
  name: '',
  name_zh: '',
  kind: 'care',
  is_on: true,
  rank: 100,
  condition: '',
  text: '',
  text_zh: '',
  times: 1,
  days: 30,
};

export function AdviceRulesPage() {
  const { t, i18n } = useTranslation('advice');
  const isChinese = i18n.language.startsWith('zh');
  return (
    <ResourcePage<AdviceRule, Values>
      resource={adviceRules}
      title={t('rules.title')}
      help={t('rules.help')}
      addText={t('rules.add')}
      formWidth={600}
      nameOf={(each) => (isChinese && each.name_zh) || each.name}
      columns={[
        {
          title: t('rules.kind'),
          render: (_, each) => (
            <Badge tone={each.is_on ? 'calm' : 'plain'}>
              {t(`kind.${each.kind}`)}
              {each.is_on ? '' : ` · ${t('rules.off')}`}
            </Badge>
          ),
          sorter: (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.rank - b.rank,
          defaultSortOrder: 'ascend',
        },
        { title: t('rules.condition'), render: (_, each) => <code>{each.condition}</code> },
        {
          title: t('rules.quota'),
          render: (_, each) => t('rules.quota_text', { count: each.times, days: each.days }),
        },
      ]}
      blank={blank}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={(values) => ({
        ...values,
        name_zh: values.name_zh ?? '',
        text: values.text ?? '',
        text_zh: values.text_zh ?? '',
      })}
      form={() => <RuleForm />}
    />
  );
}

function RuleForm() {
  const { t } = useTranslation('advice');
  const texts = (['text', 'text_zh'] as const).map((name) => (
    <Form.Item key={name} name={name} label={t(`rules.${name}`)} extra={t('rules.text_help')}>
      <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
    </Form.Item>
  ));
  return (
    <>
      <NameField />
      <Form.Item name="name_zh" label={t('rules.name_zh')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="is_on" label={t('rules.is_on')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="kind" label={t('rules.kind')} extra={t('rules.kind_help')}>
        <Select options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="condition"
        label={t('rules.condition')}
        extra={t('rules.condition_help')}
        rules={[{ required: true, message: t('rules.condition_missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} spellCheck={false} />
      </Form.Item>
      {texts}
      <Form.Item name="rank" label={t('rules.rank')} extra={t('rules.rank_help')}>
        <InputNumber min={0} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="times" label={t('rules.times')}>
        <InputNumber min={1} max={100} precision={0} />
      </Form.Item>
      <Form.Item name="days" label={t('rules.days')} extra={t('rules.days_help')}>
        <InputNumber min={1} max={3650} precision={0} suffix={t('ui:unit.day')} />
      </Form.Item>
    </>
  );
}
