import { App as AntApp, Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FailedMail } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { useFailedMails } from '../api/get-failed';
import { useRetryMail } from '../api/move-mail';

// What somebody did not get, for whoever looks after that.
export function FailedMailsPage() {
  const { t } = useTranslation('email');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const format = useFormat();
  const names = useNames();
  const retry = useRetryMail();
  const found = useFailedMails();
  const mails = found.data?.pages.flatMap(({ items }) => items);
  const again = (mail: FailedMail) =>
    retry.mutate(mail.id, { onError: (failure) => void message.error(problemText(failure)) });
  const columns: TableColumnsType<FailedMail> = [
    { title: t('failed.when'), width: 170, render: (_, { at }) => format.dateTime(at) },
    {
      title: t('failed.to'),
      render: (_, { recipients }) => recipients.map(({ address }) => address).join(', '),
    },
    { title: t('failed.subject'), dataIndex: 'subject' },
    {
      title: t('failed.by'),
      width: 140,
      render: (_, { agent_id: id }) => (id ? names.of('users', id) : 'Rapport'),
    },
    {
      title: t('failed.state'),
      width: 120,
      render: (_, { state }) => (
        <Badge tone={state === 'unknown' ? 'watch' : 'alarm'}>{t(`state.${state}`)}</Badge>
      ),
    },
    { title: t('failed.reason'), dataIndex: 'state_detail' },
    {
      width: 120,
      render: (_, mail) =>
        mail.state !== 'bounced' && (
          <Button
            size="small"
            title={mail.state === 'unknown' ? t('unknown_help') : undefined}
            loading={retry.isPending && retry.variables === mail.id}
            onClick={() => again(mail)}
          >
            {t('send_again')}
          </Button>
        ),
    },
  ];
  return (
    <PageFrame title={t('failed.title')} subtitle={t('failed.help')}>
      {found.error && !mails ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <ScrollBox label={t('failed.title')} minWidth={960}>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={mails}
            loading={found.isPending}
            pagination={false}
            locale={{ emptyText: t('failed.none') }}
          />
        </ScrollBox>
      )}
      <MoreButton pages={found} label={t('failed.more')} />
    </PageFrame>
  );
}
