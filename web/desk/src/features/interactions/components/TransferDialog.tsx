import { App as AntApp, Alert, Input, Modal, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useColleagues } from '../api/get-colleagues';
import { useStartConsult } from '../api/start-consult';
import { useTransfer } from '../api/transfer';
import { AgentChoices, QueueChoices } from './TransferChoices';
import styles from './TransferDialog.module.css';

export interface Target {
  kind: 'queue' | 'agent';
  id: string;
}

interface Props {
  interaction: Interaction;
  mode: 'transfer' | 'consult';
  onClose: () => void;
}

export function TransferDialog({ interaction, mode, onClose }: Props) {
  const { t } = useTranslation('interactions');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const colleagues = useColleagues();
  const transfer = useTransfer(interaction.id);
  const consult = useStartConsult(interaction.id);
  const [target, setTarget] = useState<Target | null>(null);
  const [filter, setFilter] = useState('');
  const [note, setNote] = useState('');

  const submit = () => {
    if (!target) return;
    const words = note.trim() || undefined;
    const send = () => {
      if (mode === 'consult') return consult.mutateAsync({ agent_id: target.id, note: words });
      const to = target.kind === 'queue' ? { queue_id: target.id } : { agent_id: target.id };
      return transfer.mutateAsync({ ...to, note: words });
    };
    // As promises: a conversation that has gone takes this dialog with it.
    send().then(
      () => {
        void message.success(t(mode === 'transfer' ? 'transferred' : 'consult_sent'));
        onClose();
      },
      (error: unknown) => void message.error(problemText(error)),
    );
  };

  const view = colleagues.data;
  const agents = (
    <AgentChoices
      agents={view?.agents ?? []}
      interaction={interaction}
      filter={filter}
      target={target}
      onChoose={setTarget}
    />
  );
  const queues = (
    <QueueChoices
      queues={view?.queues ?? []}
      interaction={interaction}
      filter={filter}
      target={target}
      onChoose={setTarget}
    />
  );
  const tabs = [
    { key: 'queue', label: t('to_queue'), children: queues },
    { key: 'agent', label: t('to_agent'), children: agents },
  ];
  return (
    <Modal
      open
      title={t(mode === 'transfer' ? 'transfer_title' : 'consult_title', { name: interaction.customer.name })}
      okText={t(mode === 'transfer' ? 'transfer' : 'consult_ask')}
      okButtonProps={{ disabled: !target, loading: transfer.isPending || consult.isPending }}
      onOk={submit}
      onCancel={onClose}
      width={520}
    >
      <Input.Search
        autoFocus
        allowClear
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        placeholder={t('find_target')}
        aria-label={t('find_target')}
      />
      {colleagues.isPending && <Skeleton active className={styles.skeleton} />}
      {colleagues.error && (
        <Alert type="warning" showIcon title={problemText(colleagues.error)} className={styles.skeleton} />
      )}
      {view &&
        (mode === 'transfer' ? (
          <Tabs items={tabs} size="small" />
        ) : (
          <div className={styles.alone}>{agents}</div>
        ))}
      <label className={styles.note}>
        <span>{t('transfer_note')}</span>
        <Input.TextArea
          value={note}
          onChange={(event) => setNote(event.target.value)}
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={t('transfer_note_hint')}
        />
      </label>
    </Modal>
  );
}
