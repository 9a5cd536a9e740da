import { Alert, Button, DatePicker, Drawer, Form, InputNumber, Radio } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { ForecastSeriesShown, WholeForecast } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import type { Zone } from '@/lib/zone';
import { DurationInput } from '@/ui/DurationInput';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangePoints } from '../api/change-points';
import { changesOf, contactsOf } from '../state/by-hand';
import type { Way } from '../state/by-hand';
import styles from './Forecast.module.css';

interface Props {
  forecast: WholeForecast;
  series: ForecastSeriesShown;
  zone: Zone;
  stretch: [number, number]; // on the organisation's clock
  onClose: () => void;
}

interface Values {
  stretch: [dayjs.Dayjs, dayjs.Dayjs];
  way: Way;
  percent: number;
  contacts: number;
  handle_s: number;
}

const shown = (wall: number) => dayjs(new Date(wall).toISOString().slice(0, 19));
const read = (picked: dayjs.Dayjs) => Date.parse(`${picked.format('YYYY-MM-DDTHH:mm')}:00Z`);
const ways: Way[] = ['percent', 'contacts', 'handle_s', 'computed'];

// A stretch of intervals by hand; what was computed stays beside it.
export function ByHand({ forecast, series, zone, stretch, onClose }: Props) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const problemText = useProblemText();
  const [form] = Form.useForm<Values>();
  const change = useChangePoints(forecast.id, series.head);
  const way = Form.useWatch('way', form) ?? 'percent';
  const [from, to] = Form.useWatch('stretch', form) ?? stretch.map(shown);
  const within = series.points.filter(({ start }) => {
    const wall = zone.wall(start);
    return from && to && wall >= read(from) && wall < read(to);
  });
  const sum = within.reduce((before, point) => before + contactsOf(point), 0);
  const submit = (values: Values) =>
    change.mutate(changesOf(within, values.way, values.way === 'computed' ? 0 : values[values.way]), {
      onSuccess: onClose,
    });
  return (
    <Drawer
      open
      title={t('change')}
      size={460}
      onClose={onClose}
      extra={
        <Button
          type="primary"
          loading={change.isPending}
          disabled={within.length === 0}
          onClick={() => form.submit()}
        >
          {t('ui:save')}
        </Button>
      }
    >
      {change.error && <Alert type="error" showIcon title={problemText(change.error)} />}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          stretch: stretch.map(shown),
          way: 'percent',
          percent: 110,
          contacts: Math.round(sum),
          handle_s: 180,
        }}
        onFinish={submit}
      >
        <Form.Item name="stretch" label={t('stretch')} extra={t('stretch_help')}>
          <DatePicker.RangePicker
            showTime={{ format: 'HH:mm', minuteStep: 15 }}
            format="YYYY-MM-DD HH:mm"
            allowClear={false}
            aria-label={t('stretch')}
          />
        </Form.Item>
        <p className="quiet" role="status">
          {t('stretch_holds', { count: within.length, contacts: format.number(Math.round(sum)) })}
        </p>
        <Form.Item name="way" label={t('way_title')}>
          <Radio.Group
            className={styles.ways}
            options={ways.map((each) => ({ value: each, label: t(`way.${each}`) }))}
          />
        </Form.Item>
        {way === 'percent' && (
          <Form.Item name="percent" label={t('way.percent')} rules={[{ required: true }]}>
            <InputNumber min={0} max={1000} suffix="%" />
          </Form.Item>
        )}
        {way === 'contacts' && (
          <Form.Item name="contacts" label={t('way.contacts')} rules={[{ required: true }]}>
            <InputNumber min={0} max={1e9} />
          </Form.Item>
        )}
        {way === 'handle_s' && (
          <Form.Item name="handle_s" label={t('way.handle_s')} rules={[{ required: true }]}>
            <DurationInput />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}
