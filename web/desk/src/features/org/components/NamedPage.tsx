import type { Named } from '@/lib/contract';
import type { Resource } from '@/lib/resource';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { useTranslation } from 'react-i18next';

// Things that are no more than a name: teams, skills.
export function NamedPage({ resource, kind }: { resource: Resource<Named>; kind: 'teams' | 'skills' }) {
  const { t } = useTranslation('org');
  return (
    <ResourcePage<Named, { name: string }>
      resource={resource}
      title={t(`${kind}.title`)}
      help={t(`${kind}.help`)}
      addText={t(`${kind}.add`)}
      columns={[]}
      blank={{ name: '' }}
      valuesOf={({ name }) => ({ name })}
      form={() => <NameField />}
    />
  );
}
