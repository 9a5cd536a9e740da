import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerValue } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';
import { useCustomerValue } from '../api/get-value';
import { SegmentTags } from './SegmentTags';
import { useMoney } from './use-money';
import styles from './Value.module.css';

const stageTones: Record<CustomerValue['stage'], BadgeTone> = {
  prospect: 'plain',
  newcomer: 'plain',
  active: 'calm',
  loyal: 'calm',
  at_risk: 'watch',
  lapsed: 'alarm',
};

// What the customer is worth, in a few figures that say where they come from.
export function ValueSection({ customerId }: { customerId: string }) {
  const { t } = useTranslation('value');
  const { data: value } = useCustomerValue(customerId);
  if (!value) return null;
  return (
    <section className={styles.section}>
      <h2>{t('title')}</h2>
      <div className={styles.marks}>
        <Badge tone={stageTones[value.stage]}>{t(`stage.${value.stage}`)}</Badge>
        <SegmentTags segments={value.segments} />
      </div>
      <Figures value={value} />
    </section>
  );
}

function Figures({ value }: { value: CustomerValue }) {
  const { t } = useTranslation('value');
  const format = useFormat();
  const money = useMoney();
  const spent = (amount: number) => money(amount, value.currency);
  return (
    <dl className={styles.facts}>
      {value.purchases > 0 && (
        <>
          <Figure
            name={t('lifetime')}
            why={t('lifetime_why', {
              margin: spent(value.margin),
              cost: spent(value.contact_cost),
              count: value.purchases,
              gap: value.gap_days,
              days: value.horizon_days,
            })}
          >
            {spent(value.lifetime_value)}
          </Figure>
          <Figure name={t('churn')} why={t('churn_why', { silent: value.silent_days, gap: value.gap_days })}>
            {format.percent(value.churn_per_mille / 1000)}
          </Figure>
          <Figure
            name={t('bought')}
            why={t('fifths', {
              recency: value.recency,
              frequency: value.frequency,
              monetary: value.monetary,
            })}
          >
            {t('bought_text', { amount: spent(value.spent), count: value.purchases })}
          </Figure>
        </>
      )}
      {value.uncounted > 0 && <Figure name="">{t('uncounted', { count: value.uncounted })}</Figure>}
      <Figure name={t('contacts')}>
        {value.contacts === 0
          ? t('no_contacts')
          : t('contacts_text', {
              count: value.contacts,
              time: format.duration(value.handled_s),
              cost: spent(value.contact_cost),
            })}
      </Figure>
    </dl>
  );
}

function Figure({ name, why, children }: { name: string; why?: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {why ? (
          <Tooltip title={why} trigger={['hover', 'focus']}>
            <span tabIndex={0} style={{ borderBottom: '1px dotted' }}>
              {children}
            </span>
          </Tooltip>
        ) : (
          children
        )}
      </dd>
    </>
  );
}
