import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Board } from '@/features/board/components/Board';
import { CallbackTable } from '@/features/callbacks/components/CallbackTable';
import { Transcript } from '@/features/interactions/components/Transcript';
import { TransferDialog } from '@/features/interactions/components/TransferDialog';
import { SuperviseBar } from '@/features/softphone/components/SuperviseBar';
import { AgentPresence, AgentPresenceMenu } from '@/features/presence/components/AgentPresenceMenu';
import type { Interaction } from '@/lib/contract';
import { useMay } from '@/lib/session';

export function BoardPage() {
  const { t } = useTranslation('board');
  const canSupervise = useMay('supervise');
  const [reading, setReading] = useState<string | null>(null);
  const [reassigned, setReassigned] = useState<Interaction | null>(null);
  return (
    <>
      <Board
        canSupervise={canSupervise}
        callbacks={<CallbackTable canSupervise={canSupervise} />}
        presence={(agent) =>
          canSupervise ? <AgentPresenceMenu agent={agent} /> : <AgentPresence agent={agent} />
        }
        onRead={({ id }) => setReading(id)}
        onReassign={canSupervise ? setReassigned : undefined}
      />
      <Drawer
        open={reading !== null}
        onClose={() => setReading(null)}
        size={520}
        closable={false}
        aria-label={t('read')}
        styles={{ body: { padding: 0 } }}
      >
        {reading && (
          <Transcript
            interactionId={reading}
            canNote={canSupervise}
            onClose={() => setReading(null)}
            callBar={
              canSupervise
                ? (call) => <SuperviseBar interaction={call} onTakeOver={() => setReassigned(call)} />
                : undefined
            }
          />
        )}
      </Drawer>
      {reassigned && (
        <TransferDialog interaction={reassigned} mode="transfer" onClose={() => setReassigned(null)} />
      )}
    </>
  );
}
