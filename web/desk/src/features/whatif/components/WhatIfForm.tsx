import { App as AntApp, Button, Form, InputNumber } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { asProblem } from '@/lib/http';
import { useZone } from '@/lib/zone';
import { DateInput } from '@/ui/DateInput';
import { JobFault } from '@/ui/JobProgress';
import { JobList } from '@/ui/JobList';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { useAskWhatIf } from '../api/ask-whatif';
import { changeOf } from '../state/changes';
import type { VariantDraft } from '../state/changes';
import type { ContactCosts } from '../state/comparison';
import { TwinErrors } from './TwinErrors';
import { VariantFields } from './VariantFields';
import styles from './WhatIf.module.css';

interface Values {
  day: string;
  costs: { [Name in keyof ContactCosts]: number | null }; // null: emptied
  variants: VariantDraft[];
}

const day = 86_400_000;

export function WhatIfForm() {
  const { t } = useTranslation('whatif');
  const { modal } = AntApp.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const zone = useZone();
  const ask = useAskWhatIf();
  const [form] = Form.useForm<Values>();
  const yesterday = new Date(zone.wall(Date.now()) - day).toISOString().slice(0, 10);
  const submit = () => {
    // All of it: a change's kind is no field.
    const { day: of, costs, variants } = form.getFieldsValue(true) as Values;
    const begins = Date.parse(`${of}T00:00:00Z`);
    const secondsAt = (clock: string) =>
      (zone.instant(Date.parse(`${of}T${clock}:00Z`)) - zone.instant(begins)) / 1000;
    ask.mutate(
      {
        day: of,
        costs: { per_contact: costs.per_contact ?? 0, per_abandon: costs.per_abandon ?? 0 },
        variants: variants.map(({ name, changes }) => ({
          name,
          changes: changes.map((each) => changeOf(each, secondsAt)),
        })),
      },
      {
        onSuccess: ({ id }) => void navigate(`/planning/whatif/${id}`),
        onError: (error) =>
          void modal.error({
            title: problemText(error),
            content: <JobFault error={faultOf(error)} />,
          }),
      },
    );
  };
  return (
    <PageFrame title={t('title')} subtitle={t('help')} isWide>
      <div className={styles.page}>
        <Form<Values>
          form={form}
          layout="vertical"
          className={styles.form}
          initialValues={{ day: yesterday, costs: {}, variants: [{ name: t('first_name'), changes: [] }] }}
          onFinish={submit}
        >
          <Form.Item
            name="day"
            label={t('day')}
            extra={t('day_help')}
            rules={[
              { required: true, message: t('day_missing') },
              {
                validator: (_, value: string) =>
                  value && dayjs(value).isAfter(yesterday)
                    ? Promise.reject(new Error(t('day_over')))
                    : Promise.resolve(),
              },
            ]}
          >
            <DateInput />
          </Form.Item>
          <VariantFields />
          <fieldset className={styles.costs}>
            <legend>{t('costs')}</legend>
            <p className="quiet">{t('costs_help')}</p>
            <div className={styles.fields}>
              {(['per_contact', 'per_abandon'] as const).map((each) => (
                <Form.Item key={each} name={['costs', each]} label={t(`cost.${each}`)}>
                  <InputNumber min={0} max={1e9} placeholder="0" style={{ width: 160 }} />
                </Form.Item>
              ))}
            </div>
          </fieldset>
          <Button type="primary" htmlType="submit" loading={ask.isPending}>
            {t('start')}
          </Button>
        </Form>
        <JobList kind="whatif" title={t('earlier')} pathOf={({ id }) => `/planning/whatif/${id}`} />
        <TwinErrors />
      </div>
    </PageFrame>
  );
}

function faultOf(error: unknown) {
  const { reason, issues } = asProblem(error);
  return { reason, detail: '', issues: issues.map(({ where, what }) => ({ where, what })) };
}
