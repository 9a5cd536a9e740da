import { Alert, App as AntApp, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AskTimeOff as Wanted, TimeOffAnswer } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useZone } from '@/lib/zone';
import { DateInput } from '@/ui/DateInput';
import { TimeInput } from '@/ui/TimeInput';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useProblemText } from '@/ui/use-problem-text';
import { useAskTimeOff, useMyTimeOff, useTimeOffTrial } from '../api/own';
import { FindingList } from './FindingList';
import { FreeDays } from './FreeDays';

interface Values extends Wanted {
  is_whole: boolean;
}

function wantedOf({ is_whole, ...rest }: Values): Wanted {
  return is_whole ? { ...rest, from: '00:00', to: '24:00' } : rest;
}

const isFilled = (values: Partial<Values> | undefined): values is Values =>
  Boolean(
    values?.time_off_type_id && values.first_day && values.last_day && values.first_day <= values.last_day,
  );

// Says while one fills it in whether it will be approved at once.
export function AskTimeOff({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<Values>();
  const zone = useZone();
  const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
  const types = useMyTimeOff(Number(today.slice(0, 4))).data?.types;
  const ask = useAskTimeOff();
  const words = useFieldErrors(form);
  const values = Form.useWatch([], form) as Partial<Values> | undefined;
  const trial = useTimeOffTrial(isFilled(values) ? wantedOf({ ...values, note: '' }) : null);
  const done = (answer: TimeOffAnswer) => {
    void message.success(t(answer.request?.state === 'approved' ? 'ask.approved' : 'ask.waits'));
    onClose();
  };
  return (
    <Modal
      open
      title={t('ask.title')}
      okText={t('ask.send')}
      cancelText={t('ui:cancel')}
      confirmLoading={ask.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {ask.error && <Alert type="error" showIcon title={words(ask.error)} />}
      {types?.length === 0 && <Alert type="info" showIcon title={t('ask.no_types')} />}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          time_off_type_id: types?.[0]?.id,
          first_day: today,
          last_day: today,
          is_whole: true,
          from: '09:00',
          to: '12:00',
          note: '',
        }}
        onFinish={(filled) => ask.mutate(wantedOf(filled), { onSuccess: done })}
      >
        <Form.Item
          name="time_off_type_id"
          label={t('ask.type')}
          rules={[{ required: true, message: t('ask.required') }]}
        >
          <Select options={types?.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="first_day" label={t('ask.first_day')}>
          <DateInput />
        </Form.Item>
        <Form.Item name="last_day" label={t('ask.last_day')}>
          <DateInput />
        </Form.Item>
        <Form.Item name="is_whole" valuePropName="checked">
          <Checkbox>{t('ask.whole')}</Checkbox>
        </Form.Item>
        {values?.is_whole === false && (
          <>
            <Form.Item name="from" label={t('ask.from')}>
              <TimeInput />
            </Form.Item>
            <Form.Item name="to" label={t('ask.to')}>
              <TimeInput />
            </Form.Item>
          </>
        )}
        <Form.Item name="note" label={t('ask.note')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      </Form>
      <Outlook
        trial={trial}
        unit={types?.find(({ id }) => id === values?.time_off_type_id)?.unit ?? 'days'}
      />
    </Modal>
  );
}

interface OutlookProps {
  trial: ReturnType<typeof useTimeOffTrial>;
  unit: 'days' | 'hours';
}

function Outlook({ trial, unit }: OutlookProps) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const problemText = useProblemText();
  if (trial.error) return <Alert type="warning" showIcon title={problemText(trial.error)} />;
  if (!trial.data) return null;
  const { amount, effect, free_days } = trial.data;
  const count = Math.round(amount * 100) / 100;
  const cost = t(`ask.cost_${unit}`, { count, amount: format.number(count) });
  if (effect.findings.length === 0)
    return (
      <Alert
        type="success"
        showIcon
        title={t('ask.will_be')}
        description={
          <>
            {cost}
            <FreeDays days={free_days} />
          </>
        }
      />
    );
  return (
    <Alert
      type="info"
      showIcon
      title={t('ask.will_wait')}
      description={
        <>
          {cost}
          <FreeDays days={free_days} />
          <FindingList findings={effect.findings} />
        </>
      }
    />
  );
}
