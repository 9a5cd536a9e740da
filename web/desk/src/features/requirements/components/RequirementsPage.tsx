import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { JobList } from '@/ui/JobList';
import { PageFrame } from '@/ui/PageFrame';
import { DayRequirementsForm } from './DayRequirementsForm';
import { ForecastRequirementsForm } from './ForecastRequirementsForm';
import { RequirementsResult } from './RequirementsResult';
import styles from './Requirements.module.css';

// Without an id of a computation: what is to be kept.
export function RequirementsPage() {
  const { id } = useParams();
  return id ? <RequirementsResult key={id} id={id} /> : <Asking />;
}

function Asking() {
  const { t } = useTranslation('requirements');
  const [source, setSource] = useState<'forecast' | 'day'>('forecast');
  return (
    <PageFrame title={t('title')} subtitle={t('help')} isWide>
      <div className={styles.page}>
        <div>
          <Segmented
            aria-label={t('customers')}
            value={source}
            onChange={setSource}
            options={[
              { value: 'forecast', label: t('of_forecast') },
              { value: 'day', label: t('of_day') },
            ]}
          />
          <p className="quiet">{source === 'forecast' ? t('of_forecast_help') : t('of_day_help')}</p>
        </div>
        {source === 'forecast' ? <ForecastRequirementsForm /> : <DayRequirementsForm />}
        <JobList
          kind="requirements"
          title={t('earlier')}
          pathOf={({ id }) => `/planning/requirements/${id}`}
        />
      </div>
    </PageFrame>
  );
}
