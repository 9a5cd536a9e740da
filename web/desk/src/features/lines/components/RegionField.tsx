import { useTranslation } from 'react-i18next';
import { RegionSelect } from '@/ui/RegionSelect';

// How the trunk's numbers without a country code are meant.
export function RegionField() {
  const { t } = useTranslation('lines');
  return (
    <RegionSelect
      name="region"
      label={t('trunk.region')}
      help={t('trunk.region_help')}
      noneText={t('trunk.no_region')}
    />
  );
}
