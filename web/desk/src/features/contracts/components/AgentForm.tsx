import { Alert, App as AntApp, Button, Drawer, Form, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentPlanning } from '@/lib/contract';
import { useResourceList } from '@/lib/resource';
import { DateInput } from '@/ui/DateInput';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';
import { HoursInput } from '@/ui/HoursInput';
import { TimeInput } from '@/ui/TimeInput';
import { useFieldErrors } from '@/ui/use-field-errors';
import { WeekdaysInput } from '@/ui/WeekdaysInput';
import { contracts } from '../api/contracts';
import { useChangePlannedAgent } from '../api/planned-agents';
import { agentFields, agentValues, blankAvailable, blankTimeOff, blankWish } from '../state/agent-form';
import type { AgentValues } from '../state/agent-form';
import { WishFields } from './WishFields';

export function AgentForm({ agent, onClose }: { agent: AgentPlanning; onClose: () => void }) {
  const { t } = useTranslation('contracts');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<AgentValues>();
  const fieldErrors = useFieldErrors(form);
  const change = useChangePlannedAgent();
  const { data: known } = useResourceList(contracts);
  const [failure, setFailure] = useState<string | null>(null);
  const [isTouched, setTouched] = useState(false);
  const missing = [{ required: true, message: t('missing') }];
  const submit = (values: AgentValues) =>
    change.mutate(
      { id: agent.agent_id, facts: agentFields(values) },
      {
        onSuccess: () => {
          void message.success(t('ui:admin.saved'));
          onClose();
        },
        onError: (error) => setFailure(fieldErrors(error)),
      },
    );
  return (
    <Drawer
      open
      title={agent.name}
      size={640}
      onClose={onClose}
      mask={{ closable: !isTouched }}
      footer={
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          <Button onClick={onClose}>{t('ui:cancel')}</Button>
          <Button type="primary" loading={change.isPending} onClick={() => form.submit()}>
            {t('ui:save')}
          </Button>
        </div>
      }
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      {agent.skills.length === 0 && (
        <Alert type="warning" showIcon title={t('agent.no_skill_help')} style={{ marginBottom: 16 }} />
      )}
      <Form<AgentValues>
        form={form}
        layout="vertical"
        initialValues={agentValues(agent)}
        scrollToFirstError={{ block: 'center' }}
        onFinish={submit}
        onValuesChange={() => setTouched(true)}
      >
        <Form.Item name="contract" label={t('agent.contract')} extra={t('agent.contract_help')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('agent.not_planned') },
              ...(known ?? []).map(({ name }) => ({ value: name, label: name })),
            ]}
          />
        </Form.Item>
        <FormPair>
          <Form.Item
            name="cost_per_hour"
            label={t('agent.cost_per_hour')}
            extra={t('agent.cost_per_hour_help')}
          >
            <InputNumber min={0} max={1e9} style={{ width: 130 }} />
          </Form.Item>
          <Form.Item
            name="cost_per_shift"
            label={t('agent.cost_per_shift')}
            extra={t('agent.cost_per_shift_help')}
          >
            <InputNumber min={0} max={1e9} style={{ width: 130 }} />
          </Form.Item>
        </FormPair>
        <FormGroup title={t('agent.available')} help={t('agent.available_help')}>
          <FormRows name="available" addText={t('agent.add_available')} blank={blankAvailable} most={50}>
            {(field) => (
              <>
                <Form.Item name={[field.name, 'weekdays']}>
                  <WeekdaysInput placeholder={t('every_day')} aria-label={t('weekdays')} />
                </Form.Item>
                <Form.Item name={[field.name, 'from']} rules={missing}>
                  <TimeInput aria-label={t('from')} />
                </Form.Item>
                <Form.Item name={[field.name, 'to']} rules={missing}>
                  <TimeInput aria-label={t('to')} />
                </Form.Item>
              </>
            )}
          </FormRows>
        </FormGroup>
        <FormGroup title={t('agent.time_off')} help={t('agent.time_off_help')}>
          <FormRows
            name="time_off"
            addText={t('agent.add_time_off')}
            blank={blankTimeOff(dayjs().add(7, 'day').format('YYYY-MM-DD'))}
            cardTitle={(at) => t('agent.time_off_number', { number: at + 1 })}
            most={200}
          >
            {(field) => (
              <FormPair>
                <Form.Item name={[field.name, 'first_day']} label={t('agent.first_day')} rules={missing}>
                  <DateInput />
                </Form.Item>
                <Form.Item name={[field.name, 'last_day']} label={t('agent.last_day')} rules={missing}>
                  <DateInput />
                </Form.Item>
                <Form.Item name={[field.name, 'from']} label={t('from')} rules={missing}>
                  <TimeInput />
                </Form.Item>
                <Form.Item name={[field.name, 'to']} label={t('to')} rules={missing}>
                  <TimeInput />
                </Form.Item>
                <Form.Item name={[field.name, 'paid_day_s']} label={t('agent.paid_day')}>
                  <HoursInput />
                </Form.Item>
              </FormPair>
            )}
          </FormRows>
        </FormGroup>
        <FormGroup title={t('agent.wishes')} help={t('agent.wishes_help')}>
          <FormRows
            name="wishes"
            addText={t('agent.add_wish')}
            blank={blankWish}
            cardTitle={(at) => t('agent.wish_number', { number: at + 1 })}
            most={200}
          >
            {(field) => <WishFields at={field.name} />}
          </FormRows>
        </FormGroup>
      </Form>
    </Drawer>
  );
}
