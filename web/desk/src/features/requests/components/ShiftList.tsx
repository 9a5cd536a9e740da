import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useZone, useZoneFormat } from '@/lib/zone';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { useMyShifts, useMyTimeOff } from '../api/own';
import { addDays, daysOf, turned } from '../state/days';
import type { Stretch } from '../state/days';
import { ownDays, paidHours } from '../state/own-shifts';
import type { OwnDay } from '../state/own-shifts';
import { OfferSwapDialog } from './OfferSwapDialog';
import styles from './Requests.module.css';
import { useWords } from './use-words';

const midnight = (date: string) => Date.parse(`${date}T00:00:00Z`);

export function ShiftList() {
  const { t } = useTranslation('requests');
  const words = useWords();
  const format = useFormat();
  const zone = useZone();
  const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
  const [stretch, setStretch] = useState<Stretch>('week');
  const [at, setAt] = useState(today);
  const [offered, setOffered] = useState<Shift | null>(null);
  const days = daysOf(stretch, at);
  const [first = at, last = at] = [days[0], days.at(-1)];
  const iso = (date: string) => new Date(zone.instant(midnight(date))).toISOString();
  const { data, error, refetch } = useMyShifts(iso(first), iso(addDays(last, 1)));
  const off = useMyTimeOff(Number(at.slice(0, 4))).data;
  const shown = ownDays(days, data, off?.requests ?? []);
  const title = stretch === 'week' ? words.days(first, last) : words.month(first);
  return (
    <section aria-label={t('shifts.title')}>
      <div className={styles.bar}>
        <h2>{title}</h2>
        <div className={styles.turn}>
          <Segmented<Stretch>
            aria-label={t('shifts.stretch')}
            value={stretch}
            options={(['week', 'month'] as const).map((value) => ({ value, label: t(`shifts.${value}`) }))}
            onChange={setStretch}
          />
          <Button
            icon={<LeftOutlined />}
            aria-label={t('shifts.before')}
            onClick={() => setAt(turned(stretch, at, -1))}
          />
          <Button onClick={() => setAt(today)}>{t('shifts.today')}</Button>
          <Button
            icon={<RightOutlined />}
            aria-label={t('shifts.after')}
            onClick={() => setAt(turned(stretch, at, 1))}
          />
        </div>
      </div>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && (
        <>
          <p className="quiet">
            {t('shifts.paid', { count: paidHours(shown), hours: format.number(paidHours(shown)) })}
          </p>
          <ol className={styles.list}>
            {shown.map((each) => (
              <Day key={each.day} own={each} isToday={each.day === today} onOffer={setOffered} />
            ))}
          </ol>
        </>
      )}
      {offered && <OfferSwapDialog shift={offered} onClose={() => setOffered(null)} />}
    </section>
  );
}

interface DayProps {
  own: OwnDay;
  isToday: boolean;
  onOffer: (shift: Shift) => void;
}

function Day({ own, isToday, onOffer }: DayProps) {
  const { t } = useTranslation('requests');
  const words = useWords();
  const format = useZoneFormat();
  const { change } = own;
  return (
    <li data-is-today={isToday} aria-current={isToday ? 'date' : undefined}>
      <span className="numbers">{words.day(own.day)}</span>
      <div className={styles.words}>
        {own.shifts.map((shift) => (
          <div key={shift.start}>
            <strong className="numbers">{words.times(shift)}</strong> {shift.shift}
            {shift.breaks.length > 0 && (
              <div className="quiet numbers">
                {shift.breaks.map((one) => `${one.name} ${words.times(one)}`).join(' · ')}
              </div>
            )}
          </div>
        ))}
        {own.shifts.length === 0 && own.off.length === 0 && <span className="quiet">{t('shifts.free')}</span>}
        {own.off.map((one) => (
          <Badge key={one.id} tone={one.state === 'approved' ? 'calm' : 'watch'}>
            {t(`shifts.off_${one.state === 'approved' ? 'approved' : 'waiting'}`)}
          </Badge>
        ))}
        {change && (
          <>
            <Badge tone="watch">{t('shifts.changed')}</Badge>
            <span className="quiet numbers">
              {t('shifts.was', {
                at: format.dateTime(change.at),
                was: change.before ? words.times(change.before) : t('shifts.free'),
              })}
            </span>
          </>
        )}
      </div>
      <span>
        {own.shifts
          .filter(({ start }) => Date.parse(start) > Date.now())
          .map((shift) => (
            <Button key={shift.start} size="small" onClick={() => onOffer(shift)}>
              {t('swap.offer')}
            </Button>
          ))}
      </span>
    </li>
  );
}
