import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AnsweredContact } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { ChannelMark } from '@/ui/ChannelMark';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { ScrollBox } from '@/ui/ScrollBox';
import { useAnsweredContacts } from '../api/get-deflection';
import { titleOf } from './use-words';
import styles from './Knowledge.module.css';

interface Props {
  days: number;
  onOpen: (id: string) => void;
}

// Who asked us what an article says, without having read it: it was not found, or not looked for.
export function AnsweredContacts({ days, onOpen }: Props) {
  const { t, i18n } = useTranslation('knowledge');
  const format = useFormat();
  const found = useAnsweredContacts(days);
  const contacts = found.data?.pages.flatMap(({ items }) => items);
  if (found.error && !contacts)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <ScrollBox label={t('deflection.contacts')} minWidth={640}>
        <Table<AnsweredContact>
          size="small"
          rowKey={({ interaction_id: interaction, case_id: ofCase }) =>
            `${interaction ?? ''} ${ofCase ?? ''}`
          }
          dataSource={contacts}
          loading={found.isPending}
          pagination={false}
          locale={{ emptyText: t('deflection.no_contacts') }}
          columns={[
            { title: t('deflection.at'), width: 190, render: (_, each) => format.dateTime(each.at) },
            {
              title: t('deflection.contact'),
              width: 180,
              render: (_, { interaction_id: interaction, case_id: ofCase, channel }) => (
                <>
                  <ChannelMark channel={channel} />{' '}
                  {interaction !== undefined ? (
                    <Link to={`/interactions/${interaction}`}>{t('deflection.conversation')}</Link>
                  ) : (
                    <Link to={`/cases/${ofCase ?? ''}`}>{t('deflection.case')}</Link>
                  )}
                </>
              ),
            },
            {
              title: t('deflection.answer'),
              render: (_, { answers }) => (
                <span className={styles.answers}>
                  {answers.map(({ article_id: id, titles }) => (
                    <Button
                      key={id}
                      type="link"
                      size="small"
                      className={styles.titleLink}
                      onClick={() => onOpen(id)}
                    >
                      {titleOf(titles, i18n.language)}
                    </Button>
                  ))}
                </span>
              ),
            },
          ]}
        />
      </ScrollBox>
      <MoreButton pages={found} label={t('deflection.more')} />
    </>
  );
}
