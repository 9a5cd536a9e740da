import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormPair } from '@/ui/FormGroup';
import { useOptions } from './use-options';

const actions = ['wait', 'refuse', 'overflow'] as const;

// What happens to an arrival that meets a queue which is full, closed, or has nobody.
export function BranchFields({
  name,
  queueId,
}: {
  name: 'when_full' | 'when_closed' | 'when_unstaffed';
  queueId: string | undefined;
}) {
  const { t } = useTranslation('org');
  const queues = useOptions('queues').filter(({ value }) => value !== queueId);
  const action: unknown = Form.useWatch(['rules', name, 'action']);
  return (
    <FormPair>
      <Form.Item name={['rules', name, 'action']} label={t(`queues.${name}`)}>
        <Select options={actions.map((each) => ({ value: each, label: t(`branch.${each}`) }))} />
      </Form.Item>
      {action === 'overflow' && (
        <Form.Item
          name={['rules', name, 'overflow_to']}
          label={t('queues.overflow_to')}
          rules={[{ required: true, message: t('queues.overflow_missing') }]}
        >
          <Select options={queues} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
      )}
    </FormPair>
  );
}
