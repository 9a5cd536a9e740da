import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeflectionReport, MeasuredAttempts } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useDeflection } from '../api/get-deflection';
import { AnsweredContacts } from './AnsweredContacts';
import { DeflectionOfArticles, DeflectionOfSearches } from './DeflectionTables';
import styles from './Knowledge.module.css';

type By = 'articles' | 'searches' | 'contacts';

function Figure({ label, measured }: { label: string; measured: MeasuredAttempts }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const of = measured.within_72_h;
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>
        <strong className="numbers">
          {of.attempts > 0 ? format.percent(of.per_mille / 1000) : t('deflection.none_over')}
        </strong>
        {of.attempts > 0 && (
          <div className="quiet">
            {t('deflection.of', { contacted: of.contacted, count: of.attempts, about: of.about_it })}
          </div>
        )}
        {of.recognised > 0 && (
          <div className="quiet">
            {t('deflection.recognised', { contacted: of.recognised_contacted, count: of.recognised })}
          </div>
        )}
      </dd>
    </div>
  );
}

function Figures({ report }: { report: DeflectionReport }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  return (
    <dl className={styles.figures}>
      <Figure label={t('deflection.after_reading')} measured={report.reading} />
      <Figure label={t('deflection.after_searching')} measured={report.searching} />
      <div className={styles.figure}>
        <dt>{t('deflection.unread_answers')}</dt>
        <dd>
          <strong className="numbers">{format.number(report.contacts.unread)}</strong>
          <div className="quiet">{t('deflection.of_with_words', { count: report.contacts.with_words })}</div>
        </dd>
      </div>
    </dl>
  );
}

// Not how often something was read, but whether the reader had to ask us all the same.
export function DeflectionPanel({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const [days, setDays] = useState(30);
  const [by, setBy] = useState<By>('articles');
  const { data, error, refetch } = useDeflection(days);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          value={days}
          onChange={setDays}
          options={[7, 30, 90].map((value) => ({ value, label: t('gaps.days', { count: value }) }))}
        />
        <span className="quiet">{t('deflection.help')}</span>
      </div>
      <Figures report={data} />
      <div className={styles.bar}>
        <Segmented<By>
          aria-label={t('deflection.by')}
          value={by}
          onChange={setBy}
          options={(['articles', 'searches', 'contacts'] as const).map((value) => ({
            value,
            label: t(`deflection.${value}`),
          }))}
        />
      </div>
      {by === 'articles' && <DeflectionOfArticles articles={data.articles} onOpen={onOpen} />}
      {by === 'searches' && <DeflectionOfSearches days={days} />}
      {by === 'contacts' && <AnsweredContacts days={days} onOpen={onOpen} />}
      <p className="quiet">
        {Date.parse(data.measured_until) > 0
          ? t('deflection.measured_until', { time: format.dateTime(data.measured_until) })
          : t('deflection.not_yet')}{' '}
        {t('deflection.not_counted', { unconfirmed: data.unconfirmed, within: data.within_contact })}{' '}
        {t('deflection.see_gaps')}
      </p>
    </>
  );
}
