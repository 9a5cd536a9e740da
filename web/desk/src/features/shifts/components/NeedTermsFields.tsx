import { Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { FormGroup } from '@/ui/FormGroup';
import { agentHours, anybody } from '../state/requirements';
import type { Need } from '../state/requirements';
import styles from './Schedules.module.css';

// Who counts towards each requirement, and what one too few or too many costs.
export function NeedTermsFields({ needs, interval_min }: { needs: Need[]; interval_min: number }) {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const { skills } = useDirectory();
  const missing = [{ required: true, message: t('form.missing') }];
  return needs.map((need) => (
    <FormGroup
      key={need.name}
      title={need.name}
      help={t('form.asks', {
        count: Math.round(agentHours(need, interval_min)),
        hours: format.number(Math.round(agentHours(need, interval_min))),
      })}
    >
      <div className={styles.row}>
        <Form.Item name={['terms', need.name, 'skills']} label={t('form.skills')} rules={missing}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: anybody, label: t('form.anybody') },
              ...skills.map(({ name }) => ({ value: name, label: name })),
            ]}
            style={{ width: 280 }}
          />
        </Form.Item>
        <Form.Item name={['terms', need.name, 'under_cost']} label={t('form.under_cost')} rules={missing}>
          <InputNumber min={0} max={1e9} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name={['terms', need.name, 'over_cost']} label={t('form.over_cost')} rules={missing}>
          <InputNumber min={0} max={1e9} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item
          name={['terms', need.name, 'shrinkage_percent']}
          label={t('form.shrinkage')}
          rules={missing}
        >
          <InputNumber min={0} max={95} suffix="%" style={{ width: 120 }} />
        </Form.Item>
      </div>
    </FormGroup>
  ));
}
