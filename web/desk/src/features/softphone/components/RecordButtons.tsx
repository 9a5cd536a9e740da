import { PauseCircleOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallAction } from '@/lib/contract';
import { useShortcut } from '@/lib/keyboard';
import type { ShownCall } from '../state/calls';
import { CallButton } from './CallButton';
import { RecordIcon } from './RecordIcon';

interface Props {
  call: ShownCall | undefined;
  act: (action: CallAction) => void;
  isActive: boolean;
  canDirect: boolean;
}

// While a call is recorded: silence for card numbers. Where the queue lets its agents: begin and end.
export function RecordButtons({ call, act, isActive, canDirect }: Props) {
  const { t } = useTranslation('softphone');
  const recording = call?.recording ?? 'none';
  const isPaused = recording === 'paused';
  const mayRecord = call?.may_record ?? false;
  const togglePause = () => act(isPaused ? 'resume_recording' : 'pause_recording');
  useShortcut('pauseRecording', togglePause, isActive && canDirect && recording !== 'none');
  return (
    <>
      {recording !== 'none' && (
        <CallButton
          icon={isPaused ? <RecordIcon /> : <PauseCircleOutlined />}
          label={t(isPaused ? 'resume_recording' : 'pause_recording')}
          of="pauseRecording"
          isOn={isPaused}
          disabled={!canDirect}
          onClick={togglePause}
        />
      )}
      {mayRecord && (
        <CallButton
          icon={recording === 'none' ? <RecordIcon /> : <StopOutlined />}
          label={t(recording === 'none' ? 'record' : 'stop_recording')}
          disabled={!canDirect}
          onClick={() => act(recording === 'none' ? 'record' : 'stop_recording')}
        />
      )}
    </>
  );
}
