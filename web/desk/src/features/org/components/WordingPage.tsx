import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NamedInTwo } from '@/lib/contract';
import type { Resource } from '@/lib/resource';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';

// Words that agents choose from, in both languages: presence reasons, dispositions, reasons to decline.
export function WordingPage({
  resource,
  kind,
}: {
  resource: Resource<NamedInTwo>;
  kind: 'presence_reasons' | 'dispositions' | 'decline_reasons';
}) {
  const { t } = useTranslation('org');
  return (
    <ResourcePage<NamedInTwo, { name: string; name_zh: string }>
      resource={resource}
      title={t(`${kind}.title`)}
      help={t(`${kind}.help`)}
      addText={t(`${kind}.add`)}
      columns={[{ title: t('name_zh'), dataIndex: 'name_zh' }]}
      blank={{ name: '', name_zh: '' }}
      valuesOf={({ name, name_zh }) => ({ name, name_zh })}
      form={() => (
        <>
          <NameField />
          <Form.Item name="name_zh" label={t('name_zh')} extra={t('name_zh_help')}>
            <Input maxLength={100} />
          </Form.Item>
        </>
      )}
    />
  );
}
