import { Form, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const regions =
  'CN HK MO TW SG MY JP KR TH VN PH ID IN AU NZ US CA MX BR AR CL GB IE FR DE AT CH IT ES PT NL BE LU DK SE NO FI PL CZ HU RO GR TR UA IL AE SA ZA EG NG KE'.split(
    ' ',
  );

// How the trunk's numbers without a country code are meant.
export function RegionField() {
  const { t, i18n } = useTranslation('lines');
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'region' });
    return regions.map((value) => ({ value, label: `${names.of(value)} (${value})` }));
  }, [i18n.language]);
  return (
    <Form.Item name="region" label={t('trunk.region')} extra={t('trunk.region_help')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={[{ value: '', label: t('trunk.no_region') }, ...options]}
      />
    </Form.Item>
  );
}
