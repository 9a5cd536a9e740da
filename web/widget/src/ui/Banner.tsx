// Says that the connection is gone, once it has been for a moment, and that it is back.

import { useEffect, useRef, useState } from 'preact/hooks';
import { refusalText } from '../text/languages';
import { useChat } from './context';
import { WarnIcon } from './icons';

export function Banner() {
  const { state, say, dispatch, language } = useChat();
  const isBroken = state.link === 'waiting' || (state.attempts > 0 && state.link !== 'live');
  const [shown, setShown] = useState<'none' | 'broken' | 'back'>('none');
  const wasShown = useRef(false);
  useEffect(() => {
    const isBack = !isBroken && wasShown.current;
    wasShown.current = false;
    if (isBack) setShown(state.link === 'live' ? 'back' : 'none');
    const later = setTimeout(
      () => {
        wasShown.current = isBroken;
        setShown(isBroken ? 'broken' : 'none');
      },
      isBack ? 2200 : 1200,
    );
    return () => clearTimeout(later);
  }, [isBroken]);

  const { fault } = state;
  const [closedFault, closeFault] = useState(0);
  return (
    <div role="status" class="banners">
      {shown === 'broken' && (
        <div class="banner">
          <WarnIcon />
          <span>{navigator.onLine ? say('reconnecting') : say('offline')}</span>
          <button type="button" class="link" onClick={() => dispatch({ type: 'network_back' })}>
            {say('reconnect_now')}
          </button>
        </div>
      )}
      {shown === 'back' && <div class="banner good">{say('connected_again')}</div>}
      {fault && fault.at !== closedFault && (
        <div class="banner">
          <WarnIcon />
          <span>{refusalText(say, language, fault.reason, fault.detail)}</span>
          <button type="button" class="link" onClick={() => closeFault(fault.at)}>
            OK
          </button>
        </div>
      )}
    </div>
  );
}
