import { App as AntApp, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownCase } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { useSession } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useCaseCommand, useChangeCase, useFollow } from '../api/change-case';
import { isLive } from '../state/due';
import styles from './Cases.module.css';
import { MergeDialog } from './MergeDialog';

export function CaseActions({ which }: { which: ShownCase }) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const me = useSession().user.id;
  const command = useCaseCommand(which.id);
  const change = useChangeCase(which.id);
  const follow = useFollow(which.id);
  const [dialog, setDialog] = useState<'merge' | 'route' | null>(null);
  const failed = (error: unknown) => void message.error(problemText(error));
  const follows = which.follower_ids.includes(me);
  if (which.merged_into_id)
    return (
      <section className={styles.section}>
        <Button
          block
          loading={command.isPending}
          onClick={() => void command.mutateAsync({ name: 'unmerge' }).catch(failed)}
        >
          {t('unmerge')}
        </Button>
      </section>
    );
  return (
    <section className={`${styles.section} ${styles.actions}`}>
      {which.assignee_id !== me && isLive(which.status) && (
        <Button
          type="primary"
          loading={change.isPending}
          onClick={() =>
            void change.mutateAsync({ version: which.version, edit: { assignee_id: me } }).catch(failed)
          }
        >
          {t('take')}
        </Button>
      )}
      {isLive(which.status) && <Button onClick={() => setDialog('route')}>{t('route')}</Button>}
      <Button onClick={() => setDialog('merge')}>{t('merge')}</Button>
      <Button loading={follow.isPending} onClick={() => void follow.mutateAsync(!follows).catch(failed)}>
        {t(follows ? 'unfollow' : 'follow')}
      </Button>
      {dialog === 'merge' && <MergeDialog which={which} onClose={() => setDialog(null)} />}
      {dialog === 'route' && <RouteDialog id={which.id} onClose={() => setDialog(null)} />}
    </section>
  );
}

function RouteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const { queues } = useDirectory();
  const command = useCaseCommand(id);
  const [queue, setQueue] = useState<string>();
  const send = () =>
    void command.mutateAsync({ name: 'route', body: { queue_id: queue } }).then(
      () => {
        void message.success(t('routed'));
        onClose();
      },
      (error: unknown) => void message.error(problemText(error)),
    );
  return (
    <Modal
      open
      title={t('route')}
      okText={t('route')}
      okButtonProps={{ disabled: !queue, loading: command.isPending }}
      onOk={send}
      onCancel={onClose}
      width={420}
    >
      <p>{t('route_help')}</p>
      <Select
        aria-label={t('queue')}
        placeholder={t('queue')}
        showSearch={{ optionFilterProp: 'label' }}
        options={queues.map(({ id: value, name }) => ({ value, label: name }))}
        value={queue}
        onChange={setQueue}
        style={{ width: '100%' }}
      />
    </Modal>
  );
}
