import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Company } from '@/lib/contract';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { companies } from '../api/kept';

type Values = Omit<Company, 'id'>;

export function CompaniesPage() {
  const { t } = useTranslation('customers');
  return (
    <ResourcePage<Company, Values>
      resource={companies}
      title={t('companies.title')}
      help={t('companies.help')}
      addText={t('companies.add')}
      columns={[{ title: t('companies.domain'), dataIndex: 'domain' }]}
      blank={{ name: '', domain: '' }}
      valuesOf={({ id: _id, ...values }) => values}
      form={() => (
        <>
          <NameField />
          <Form.Item name="domain" label={t('companies.domain')} extra={t('companies.domain_help')}>
            <Input maxLength={253} spellCheck={false} />
          </Form.Item>
        </>
      )}
    />
  );
}
