import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallAction } from '@/lib/contract';
import { useShortcut } from '@/lib/keyboard';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { outsideOf } from '../state/calls';
import type { ShownCall } from '../state/calls';
import styles from './CallBar.module.css';

interface Props {
  call: ShownCall;
  act: (action: CallAction) => void;
  isActive: boolean;
  canDirect: boolean;
}

// While somebody else is in the call besides customer and agent: everybody together, or one of them goes.
export function OthersRow({ call, act, isActive, canDirect }: Props) {
  const { t } = useTranslation('softphone');
  const outside = outsideOf(call);
  const consulted = call.members.find(({ role }) => role === 'consulted');
  const isReached = (outside && !outside.is_ringing) || (consulted && !consulted.is_ringing);
  const canJoin = canDirect && !call.is_conference && Boolean(isReached);
  const join = () => act('conference');
  useShortcut('conference', join, isActive && canJoin);
  if (!outside && !consulted) return null;
  return (
    <div className={styles.others}>
      {!call.is_conference && (
        <ShortcutTip title={t('conference_help')} of="conference">
          <Button size="small" type="primary" disabled={!canJoin} onClick={join}>
            {t('conference')}
          </Button>
        </ShortcutTip>
      )}
      {outside && (
        <>
          <ShortcutTip title={t('hand_to_outside_help')}>
            <Button
              size="small"
              disabled={!canDirect || outside.is_ringing}
              onClick={() => act('hand_to_outside')}
            >
              {t('hand_to_outside')}
            </Button>
          </ShortcutTip>
          <Button size="small" danger disabled={!canDirect} onClick={() => act('drop_outside')}>
            {t(outside.is_ringing ? 'stop_ringing' : 'drop_outside')}
          </Button>
        </>
      )}
    </div>
  );
}
