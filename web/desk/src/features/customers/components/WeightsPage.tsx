import { App as AntApp, Button, Form, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProfileWeights } from '@/lib/contract';
import { useResourceList } from '@/lib/resource';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { customerFields } from '../api/kept';
import { useChangeWeights, useWeights } from '../api/weights';
import styles from './Customers.module.css';

// How much each field counts for how complete a profile is, and so what is asked for next.
export function WeightsPage() {
  const { t } = useTranslation('customers');
  const { data, error, refetch } = useWeights();
  return (
    <PageFrame title={t('weights.title')} subtitle={t('weights.help')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 6 }} />}
      {data && <WeightsForm weights={data.weights} />}
    </PageFrame>
  );
}

function WeightsForm({ weights }: { weights: ProfileWeights['weights'] }) {
  const { t, i18n } = useTranslation('customers');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const change = useChangeWeights();
  const { data: own } = useResourceList(customerFields);
  const nameOf = (field: string) => {
    const made = own?.find(({ name }) => name === field);
    if (!made) return t(field, { defaultValue: field });
    return (i18n.language.startsWith('zh') && made.label_zh) || made.label;
  };
  return (
    <Form<ProfileWeights>
      layout="horizontal"
      requiredMark={false}
      colon={false}
      className={styles.weights}
      labelCol={{ flex: '180px' }}
      labelAlign="left"
      initialValues={{ weights }}
      onFinish={(values) =>
        void change.mutateAsync(values).then(
          () => void message.success(t('weights.saved')),
          (problem: unknown) => void message.error(problemText(problem)),
        )
      }
    >
      {Object.keys(weights)
        .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0))
        .map((field) => (
          <Form.Item
            key={field}
            name={['weights', field]}
            label={nameOf(field)}
            rules={[{ required: true, message: t('fields.missing') }]}
          >
            <InputNumber min={0} max={100} precision={0} />
          </Form.Item>
        ))}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('weights.save')}
      </Button>
    </Form>
  );
}
