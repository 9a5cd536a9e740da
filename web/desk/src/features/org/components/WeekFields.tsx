import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WeeklyHours } from '@/lib/contract';
import { ClockInput } from '@/ui/ClockInput';
import styles from './Org.module.css';
import { useWeekdays } from './use-weekdays';

interface Props {
  value?: WeeklyHours[];
  onChange?: (weekly: WeeklyHours[]) => void;
}

export function WeekFields({ value = [], onChange }: Props) {
  const { t } = useTranslation('org');
  const weekdays = useWeekdays();
  const change = (next: WeeklyHours[]) =>
    onChange?.([...next].sort((a, b) => a.day - b.day || a.from.localeCompare(b.from)));
  const edit = (range: WeeklyHours, part: Partial<WeeklyHours>) =>
    onChange?.(value.map((each) => (each === range ? { ...each, ...part } : each)));
  const copyToAll = (day: number) => {
    const model = value.filter((each) => each.day === day);
    change([1, 2, 3, 4, 5, 6, 7].flatMap((each) => model.map((range) => ({ ...range, day: each }))));
  };
  return (
    <div>
      {weekdays.map((name, index) => {
        const day = index + 1;
        const ranges = value.filter((each) => each.day === day);
        return (
          <div key={day} className={styles.weekday} role="group" aria-label={name}>
            <span>{name}</span>
            <span className={styles.ranges}>
              {ranges.length === 0 && <span className="quiet">{t('hours.closed')}</span>}
              {ranges.map((range, at) => (
                <span key={at} className={styles.range}>
                  <ClockInput
                    size="small"
                    value={range.from}
                    aria-label={`${name}: ${t('hours.from')}`}
                    onChange={(next) => edit(range, { from: next ?? range.from })}
                  />
                  –
                  <ClockInput
                    size="small"
                    value={range.to}
                    aria-label={`${name}: ${t('hours.to')}`}
                    onChange={(next) => edit(range, { to: next ?? range.to })}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`${name}: ${t('hours.remove')}`}
                    onClick={() => change(value.filter((each) => each !== range))}
                  />
                </span>
              ))}
              <Button
                type="text"
                size="small"
                icon={<PlusOutlined />}
                aria-label={`${name}: ${t('hours.add_range')}`}
                onClick={() => change([...value, { day, from: '09:00', to: '18:00' }])}
              />
              {ranges.length > 0 && (
                <Tooltip title={t('hours.copy_all')}>
                  <Button
                    type="text"
                    size="small"
                    icon={<CopyOutlined />}
                    aria-label={`${name}: ${t('hours.copy_all')}`}
                    onClick={() => copyToAll(day)}
                  />
                </Tooltip>
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}
