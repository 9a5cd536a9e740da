import { Alert, Button, Drawer, Form, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BidOrder } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useZone } from '@/lib/zone';
import { DateInput } from '@/ui/DateInput';
import { NameField } from '@/ui/NameField';
import { TimeInput } from '@/ui/TimeInput';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useCreateBidRound, usePlannedIn } from '../api/bids';
import { useSchedules } from '../api/planner';
import { addDays, daysFrom, instantAt } from '../state/days';
import bids from './Bids.module.css';
import { useWords } from './use-words';

interface Values {
  name: string;
  schedule_id: string;
  days: string[];
  agent_ids: string[];
  order: BidOrder;
  since?: Record<string, string>;
  score?: Record<string, number | null>;
  day: string;
  time: string;
}

const orders = ['seniority', 'performance', 'fairness'] as const;

// Opens what some agents have in a schedule for bids, until a time of the organisation's clock.
export function NewBidRound({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('requests');
  const [form] = Form.useForm<Values>();
  const zone = useZone();
  const names = useNames();
  const words = useWords();
  const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
  const schedules = useSchedules().data?.filter(
    ({ first_day, days }) => addDays(first_day, days - 1) > today,
  );
  const scheduleId = Form.useWatch('schedule_id', form);
  const agentIds = Form.useWatch('agent_ids', form) ?? [];
  const order = Form.useWatch('order', form);
  const planned = usePlannedIn(scheduleId).data;
  const create = useCreateBidRound();
  const fieldErrors = useFieldErrors(form);
  const schedule = schedules?.find(({ id }) => id === scheduleId);
  const required = { required: true, message: t('ask.required') };
  const byName = (planned ?? [])
    .map((id) => ({ value: id, label: names.of('users', id) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const send = ({ day, time, agent_ids, since, score, ...rest }: Values) =>
    create.mutate(
      {
        ...rest,
        agents: agent_ids.map((agent_id) => ({
          agent_id,
          ...(rest.order === 'seniority' && since?.[agent_id] && { since: since[agent_id] }),
          ...(rest.order === 'performance' && { score: score?.[agent_id] ?? 0 }),
        })),
        closes_at: instantAt(zone, day, time),
      },
      { onSuccess: onClose },
    );
  return (
    <Drawer
      open
      size={560}
      title={t('bid.new')}
      onClose={onClose}
      extra={
        <Button type="primary" loading={create.isPending} onClick={() => form.submit()}>
          {t('bid.create')}
        </Button>
      }
    >
      {create.error && <Alert type="error" showIcon title={fieldErrors(create.error)} />}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          name: '',
          days: [],
          agent_ids: [],
          order: 'seniority',
          day: addDays(today, 3),
          time: '12:00',
        }}
        onFinish={send}
      >
        <NameField />
        <Form.Item name="schedule_id" label={t('offer.schedule')} rules={[required]}>
          <Select
            onChange={() => form.setFieldsValue({ days: [], agent_ids: [] })}
            options={schedules?.map(({ id, name, first_day, days, state }) => ({
              value: id,
              label: `${name} (${words.days(first_day, addDays(first_day, days - 1))}, ${t(`bid.schedule_${state}`)})`,
            }))}
          />
        </Form.Item>
        {schedule && (
          <>
            <Form.Item name="days" label={t('planner.days')} extra={t('bid.days_help')}>
              <Select
                mode="multiple"
                allowClear
                options={daysFrom(schedule.first_day, schedule.days).map((day) => ({
                  value: day,
                  label: words.day(day),
                }))}
              />
            </Form.Item>
            <Form.Item
              label={t('bid.agents')}
              htmlFor="agent_ids"
              required
              extra={
                <Button
                  type="link"
                  size="small"
                  onClick={() => form.setFieldsValue({ agent_ids: byName.map(({ value }) => value) })}
                >
                  {t('bid.all_agents', { count: byName.length })}
                </Button>
              }
            >
              <Form.Item
                name="agent_ids"
                noStyle
                rules={[{ required: true, type: 'array', min: 2, max: 300, message: t('bid.two_agents') }]}
              >
                <Select
                  mode="multiple"
                  allowClear
                  optionFilterProp="label"
                  maxTagCount={12}
                  options={byName}
                />
              </Form.Item>
            </Form.Item>
          </>
        )}
        <Form.Item name="order" label={t('bid.order')} extra={order && t(`bid.order_${order}_help`)}>
          <Radio.Group options={orders.map((each) => ({ value: each, label: t(`bid.order_${each}`) }))} />
        </Form.Item>
        {order !== 'fairness' && agentIds.length > 0 && (
          <Form.Item label={t(order === 'performance' ? 'bid.scores' : 'bid.sinces')}>
            <ul className={bids.bidders}>
              {agentIds.map((id) => {
                const name = names.of('users', id);
                return (
                  <li key={id}>
                    <span>{name}</span>
                    {order === 'performance' ? (
                      <Form.Item name={['score', id]} noStyle>
                        <InputNumber aria-label={t('bid.score_of', { name })} placeholder="0" />
                      </Form.Item>
                    ) : (
                      <Form.Item name={['since', id]} noStyle>
                        <DateInput aria-label={t('bid.since_of', { name })} />
                      </Form.Item>
                    )}
                  </li>
                );
              })}
            </ul>
          </Form.Item>
        )}
        <Form.Item name="day" label={t('bid.closes_day')} rules={[required]}>
          <DateInput />
        </Form.Item>
        <Form.Item
          name="time"
          label={t('bid.closes_time')}
          rules={[{ required: true, pattern: /^([01]\d|2[0-4]):[0-5]\d$/, message: t('offer.time') }]}
        >
          <TimeInput />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
