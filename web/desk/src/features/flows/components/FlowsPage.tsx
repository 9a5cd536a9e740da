import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Popconfirm, Skeleton, Table, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { FlowSummary, FlowWithDraft } from '@/lib/api-types';
import { useWholeDirectory } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useHttp } from '@/lib/http-context';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { useCreateFlow } from '../api/create-flow';
import { useFlows } from '../api/get-flows';
import { useRemoveFlow } from '../api/remove-flow';
import { blankFlow } from '../state/changes';

export function FlowsPage() {
  const { t } = useTranslation('flows');
  const directory = useWholeDirectory();
  const http = useHttp();
  const flows = useFlows();
  const create = useCreateFlow();
  const remove = useRemoveFlow();
  const navigate = useNavigate();
  const format = useFormat();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const fail = (error: unknown) => void message.error(problemText(error));
  const open = ({ id }: { id: string }) => void navigate(`/admin/flows/${id}`);
  const add = async () => {
    const { queues } = await directory();
    const queue = queues.find(({ channel }) => channel === 'chat') ?? queues[0];
    open(await create.mutateAsync({ name: t('new_flow'), draft: blankFlow(queue?.id ?? '0') }));
  };
  const copy = async ({ id, name }: FlowSummary) => {
    const { draft } = await http.get<FlowWithDraft>(`/flows/${id}`);
    await create.mutateAsync({ name: t('copy_of', { name }), draft });
  };
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      actions={
        <Button
          type="primary"
          icon={<PlusOutlined />}
          loading={create.isPending}
          onClick={() => void add().catch(fail)}
        >
          {t('add')}
        </Button>
      }
    >
      {flows.error && !flows.data && <ErrorState error={flows.error} onRetry={() => void flows.refetch()} />}
      {flows.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
      {flows.data && (
        <ScrollBox label={t('title')} minWidth={640}>
          <Table<FlowSummary>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={flows.data}
            locale={{ emptyText: t('none_yet') }}
            columns={[
              {
                title: t('name'),
                render: (_, flow) => (
                  <>
                    <Link to={`/admin/flows/${flow.id}`}>{flow.name}</Link>{' '}
                    {flow.purpose === 'assist' && <Badge>{t('purposes.assist')}</Badge>}
                  </>
                ),
              },
              {
                title: t('state'),
                render: (_, { live_version: live }) =>
                  live === undefined ? (
                    <Badge>{t('not_live')}</Badge>
                  ) : (
                    <Badge tone="calm">{t('live_version', { version: live })}</Badge>
                  ),
              },
              {
                title: t('running'),
                align: 'right',
                render: (_, { running }) => format.number(running),
              },
              { title: t('changed_at'), render: (_, flow) => format.dateTime(flow.changed_at) },
              {
                title: <span className="sr-only">{t('actions')}</span>,
                align: 'right',
                width: 96,
                render: (_, flow) => (
                  <>
                    <Tooltip title={t('copy')}>
                      <Button
                        type="text"
                        size="small"
                        icon={<CopyOutlined />}
                        aria-label={`${t('copy')}: ${flow.name}`}
                        onClick={() => void copy(flow).catch(fail)}
                      />
                    </Tooltip>
                    <Popconfirm
                      title={t('ui:admin.remove_question', { name: flow.name })}
                      okText={t('ui:admin.remove')}
                      okButtonProps={{ danger: true }}
                      onConfirm={() => remove.mutate(flow.id, { onError: fail })}
                    >
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={`${t('ui:admin.remove')}: ${flow.name}`}
                      />
                    </Popconfirm>
                  </>
                ),
              },
            ]}
          />
        </ScrollBox>
      )}
    </PageFrame>
  );
}
