import { SettingOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMay } from '@/lib/session';
import { useZone } from '@/lib/zone';
import { PageFrame } from '@/ui/PageFrame';
import { OneDay } from './OneDay';
import { Period } from './Period';
import { Rules } from './Rules';

// Who keeps to the schedule: live today, and over days. What is looked at stands in the address.
export function AdherencePage() {
  const { t } = useTranslation('adherence');
  const mayPlan = useMay('plan');
  const zone = useZone();
  const [params, setParams] = useSearchParams();
  const [hasRules, setRules] = useState(false);
  const isPeriod = params.get('view') === 'period';
  const change = (part: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(part))
      if (value === '') next.delete(name);
      else next.set(name, value);
    setParams(next, { replace: true });
  };
  const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      isWide
      actions={
        <>
          {mayPlan && (
            <Button icon={<SettingOutlined />} onClick={() => setRules(true)}>
              {t('rules.title')}
            </Button>
          )}
          <Segmented
            aria-label={t('shown')}
            value={isPeriod ? 'period' : 'day'}
            options={[
              { value: 'day', label: t('day') },
              { value: 'period', label: t('period') },
            ]}
            onChange={(view) => change({ view: view === 'period' ? view : '' })}
          />
        </>
      }
    >
      {isPeriod ? (
        <Period params={params} today={today} onChange={change} />
      ) : (
        <OneDay params={params} today={today} onChange={change} />
      )}
      {hasRules && <Rules onClose={() => setRules(false)} />}
    </PageFrame>
  );
}
