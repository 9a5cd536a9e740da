import {
  AudioMutedOutlined,
  AudioOutlined,
  CarryOutOutlined,
  CaretRightOutlined,
  PauseOutlined,
  PhoneOutlined,
} from '@ant-design/icons';
import { App as AntApp } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import { useShortcut } from '@/lib/keyboard';
import { useLive } from '@/lib/live/live-context';
import { useSession } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useEndCall } from '../api/end-call';
import { memberOf } from '../state/calls';
import { useAct, useCall } from '../state/softphone-context';
import { AddNumber } from './AddNumber';
import { CallButton } from './CallButton';
import { CallMembers } from './CallMembers';
import { CallState } from './CallState';
import { Keypad } from './Keypad';
import { NotHeard } from './NotHeard';
import { OthersRow } from './OthersRow';
import { RecordButtons } from './RecordButtons';
import styles from './CallBar.module.css';

interface Props {
  interaction: Interaction;
  isActive: boolean;
}

// The call of a conversation that is held over the phone, in the place of the message box.
export function CallBar({ interaction, isActive }: Props) {
  const { t } = useTranslation('softphone');
  const me = useSession().user.id;
  const { state: feed } = useLive();
  const call = useCall(interaction.id);
  const act = useAct(interaction.id);
  const { end, isEnding } = useHangUp(interaction.id);
  const [open, setOpen] = useState<'keypad' | 'number' | null>(null);
  const self = memberOf(call, me);
  const isOwner = interaction.agent_id === me;
  const isLive = interaction.state === 'active' && call?.is_up !== false && feed === 'open';
  const isHeld = call?.is_held ?? false;
  const isMuted = self?.is_muted ?? false;
  const canRecord = isLive && isOwner;
  // In a flow beside their agent nothing is done with the call.
  const canDirect = canRecord && !interaction.assist;

  const toggleMute = () => act(isMuted ? 'unmute' : 'mute');
  const toggleHold = () => act(isHeld ? 'resume' : 'hold');
  useShortcut('mute', toggleMute, isActive && isLive);
  useShortcut('hold', toggleHold, isActive && canDirect);
  useShortcut('keypad', () => setOpen(open === 'keypad' ? null : 'keypad'), isActive && canDirect);
  useShortcut('addNumber', () => setOpen(open === 'number' ? null : 'number'), isActive && canDirect);
  useShortcut('end', end, isActive && canRecord);

  return (
    <section className={styles.bar} aria-label={t('call')}>
      <div className={styles.top}>
        <CallState interaction={interaction} call={call} isMuted={isMuted} />
      </div>
      <CallMembers members={call?.members} customer={interaction.customer.name} />
      {isLive && <NotHeard self={self} />}
      {call && isOwner && <OthersRow call={call} act={act} isActive={isActive} canDirect={canDirect} />}
      <div className={styles.buttons}>
        <CallButton
          icon={isMuted ? <AudioMutedOutlined /> : <AudioOutlined />}
          label={t(isMuted ? 'unmute' : 'mute')}
          of="mute"
          isOn={isMuted}
          disabled={!isLive}
          onClick={toggleMute}
        />
        {isOwner && (
          <>
            <CallButton
              icon={isHeld ? <CaretRightOutlined /> : <PauseOutlined />}
              label={t(isHeld ? 'resume' : 'hold')}
              of="hold"
              isOn={isHeld}
              disabled={!canDirect}
              onClick={toggleHold}
            />
            <CallButton
              icon={<CarryOutOutlined />}
              label={call?.place === undefined ? t('park') : t('parked_at', { place: call.place })}
              isOn={call?.place !== undefined}
              disabled={!canDirect || call?.place !== undefined}
              onClick={() => act('park')}
            />
            <Keypad
              isOpen={open === 'keypad'}
              onOpenChange={(isOpen) => setOpen(isOpen ? 'keypad' : null)}
              onPress={(digit) => act('press', digit)}
              disabled={!canDirect}
            />
            <AddNumber
              isOpen={open === 'number'}
              onOpenChange={(isOpen) => setOpen(isOpen ? 'number' : null)}
              onDial={(number) => act('dial', number)}
              disabled={!canDirect || (call?.members.some(({ role }) => role === 'outside') ?? false)}
            />
            <RecordButtons call={call} act={act} isActive={isActive} canDirect={canRecord} />
            <CallButton
              icon={<PhoneOutlined rotate={225} />}
              label={t('end')}
              of="end"
              isDanger
              disabled={!['active', 'dialling'].includes(interaction.state) || isEnding}
              onClick={end}
            />
          </>
        )}
      </div>
    </section>
  );
}

function useHangUp(interactionId: string) {
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const endCall = useEndCall(interactionId);
  const end = () => {
    if (endCall.isPending) return;
    endCall.mutateAsync().catch((error: unknown) => {
      // The customer was quicker.
      if (asProblem(error).reason !== 'not_active') void message.error(problemText(error));
    });
  };
  return { end, isEnding: endCall.isPending };
}
