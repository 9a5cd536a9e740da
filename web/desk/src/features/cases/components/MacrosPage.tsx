import { useTranslation } from 'react-i18next';
import type { CaseMacro } from '@/lib/contract';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { caseMacros } from '../api/kept';
import { ActionFields, cleanActions, noActions } from './ActionFields';

type Values = Omit<CaseMacro, 'id'>;

export function MacrosPage() {
  const { t } = useTranslation('cases');
  return (
    <ResourcePage<CaseMacro, Values>
      resource={caseMacros}
      title={t('macros.title')}
      help={t('macros.help')}
      addText={t('macros.add')}
      formWidth={560}
      columns={[
        {
          title: t('macros.words'),
          ellipsis: true,
          render: (_, each) => each.actions.reply || each.actions.note || '—',
        },
      ]}
      blank={{ name: '', actions: noActions }}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={({ name, actions }) => ({ name, actions: cleanActions({ ...noActions, ...actions }) })}
      form={() => (
        <>
          <NameField />
          <ActionFields name="actions" />
        </>
      )}
    />
  );
}
