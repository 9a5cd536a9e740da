import { DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useTranslation } from 'react-i18next';
import type { HistoryQueue } from '@/lib/contract';
import { figures } from '../state/figures';
import { day, dayText, earlierDays, intervals, nameOf } from '../state/view';
import type { View } from '../state/view';
import styles from './Workload.module.css';

interface Props {
  view: View;
  queues: HistoryQueue[];
  onChange: (part: Partial<View>) => void;
}

export function Toolbar({ view, queues, onChange }: Props) {
  const { t, i18n } = useTranslation('workload');
  dayjs.locale(i18n.language.startsWith('zh') ? 'zh-cn' : 'en');
  const queueOptions = queues.map((each) => ({
    value: nameOf(each),
    label: t('queue_on_channel', {
      queue: each.queue || t('gone_queue'),
      channel: t(`ui:channel.${each.channel}`),
    }),
  }));
  const last = queues.find((each) => nameOf(each) === view.queue)?.last_day ?? view.to;
  const ago = (days: number) => dayjs(dayText(Date.parse(`${last}T00:00:00Z`) - (days - 1) * day));
  const presets = ([7, 28, 91, 182] as const).map((days) => ({
    label: t('weeks', { count: days / 7 }),
    value: [ago(days), dayjs(last)] as [dayjs.Dayjs, dayjs.Dayjs],
  }));
  return (
    <div className={styles.bar} role="search">
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        className={styles.queue}
        aria-label={t('queue')}
        value={view.queue}
        options={queueOptions}
        onChange={(queue: string) => onChange({ queue })}
      />
      <DatePicker.RangePicker
        allowClear={false}
        presets={presets}
        value={[dayjs(view.from), dayjs(view.to)]}
        onChange={(range) => {
          if (range?.[0] && range[1])
            onChange({ from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') });
        }}
      />
      <Segmented
        aria-label={t('interval')}
        value={view.interval}
        options={intervals.map((minutes) => ({ value: minutes, label: t(`intervals.${minutes}`) }))}
        onChange={(interval: number) => onChange({ interval })}
      />
      <Select
        className={styles.figure}
        aria-label={t('figure_title')}
        value={view.figure}
        options={figures.map((figure) => ({ value: figure, label: t(`figure.${figure}`) }))}
        onChange={(figure: View['figure']) => onChange({ figure })}
      />
      <Select
        className={styles.queue}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('against')}
        value={view.against}
        options={[
          { value: '', label: t('against_nothing') },
          {
            label: t('against_earlier'),
            options: earlierDays.map((days) => ({ value: String(days), label: t(`earlier.${days}`) })),
          },
          {
            label: t('against_queue'),
            options: queueOptions.filter(({ value }) => value !== view.queue),
          },
        ]}
        onChange={(against: string) => onChange({ against })}
      />
    </div>
  );
}
