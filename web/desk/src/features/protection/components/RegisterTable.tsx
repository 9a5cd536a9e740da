import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { ScrollBox } from '@/ui/ScrollBox';
import { useRegister } from '../api/protection';
import styles from './Protection.module.css';

// For whoever has to say what is kept of whom: straight from what erasing goes by.
export function RegisterTable() {
  const { t, i18n } = useTranslation('protection');
  const { data } = useRegister();
  const isChinese = i18n.language.startsWith('zh');
  return (
    <section className={styles.register} aria-label={t('register')}>
      <h2>{t('register')}</h2>
      <p className="quiet">{t('register_help')}</p>
      <ScrollBox label={t('register')}>
        <Table
          size="small"
          rowKey="name"
          dataSource={data?.filter(({ names }) => names !== 'nobody') ?? []}
          loading={!data}
          pagination={false}
          columns={[
            { title: t('holds'), render: (_, table) => (isChinese ? table.title_zh : table.title) },
            { title: t('of'), render: (_, { names }) => t(`names.${names}`) },
            {
              title: t('when_erased'),
              render: (_, { names, erased }) => (names === 'customers' ? t(`when.${erased}`) : '–'),
            },
          ]}
        />
      </ScrollBox>
    </section>
  );
}
