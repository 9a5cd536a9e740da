import { Form, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const regions =
  'CN HK MO TW SG MY JP KR TH VN PH ID IN AU NZ US CA MX BR AR CL GB IE FR DE AT CH IT ES PT NL BE LU DK SE NO FI PL CZ HU RO GR TR UA IL AE SA ZA EG NG KE'.split(
    ' ',
  );

// A country whose way to write phone numbers is meant. The server knows all of them; the list is of the usual ones.
export function RegionSelect({
  name,
  label,
  help,
  noneText,
}: {
  name: string | string[];
  label: string;
  help: string;
  noneText: string;
}) {
  const { i18n } = useTranslation();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'region' });
    return regions.map((value) => ({ value, label: `${names.of(value)} (${value})` }));
  }, [i18n.language]);
  return (
    <Form.Item name={name} label={label} extra={help}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={[{ value: '', label: noneText }, ...options]}
      />
    </Form.Item>
  );
}
