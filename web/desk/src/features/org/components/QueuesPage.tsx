import { useTranslation } from 'react-i18next';
import type { Queue } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useResourceList } from '@/lib/resource';
import { ResourcePage } from '@/ui/ResourcePage';
import { hours } from '../api/hours';
import { queues } from '../api/queues';
import { blankQueue, fieldsOfQueue, valuesOfQueue } from '../state/queue-form';
import type { QueueValues } from '../state/queue-form';
import { QueueForm } from './QueueForm';

export function QueuesPage() {
  const { t } = useTranslation('org');
  const format = useFormat();
  const { data: allHours = [] } = useResourceList(hours);
  const hoursName = (id: string | undefined) =>
    allHours.find((each) => each.id === id)?.name ?? t('queues.always_open');
  return (
    <ResourcePage<Queue, QueueValues>
      resource={queues}
      title={t('queues.title')}
      help={t('queues.help')}
      addText={t('queues.add')}
      formWidth={720}
      columns={[
        { title: t('queues.channel'), render: (_, queue) => t(`ui:channel.${queue.channel}`) },
        { title: t('queues.hours'), render: (_, queue) => hoursName(queue.hours_id) },
        { title: t('queues.choice'), render: (_, queue) => t(`choice.${queue.rules.choice}`) },
        { title: t('queues.steps'), align: 'right', render: (_, queue) => queue.rules.steps.length || '—' },
        {
          title: t('queues.members'),
          align: 'right',
          render: (_, queue) => format.number(queue.member_ids.length),
        },
      ]}
      blank={blankQueue}
      valuesOf={valuesOfQueue}
      fieldsOf={fieldsOfQueue}
      form={(queue) => <QueueForm queueId={queue?.id} />}
    />
  );
}
