// The screens that only say something: loading, closed, sign in first, not available.

import { refusalText } from '../text/languages';
import { opensText } from '../text/wait';
import { useChat } from './context';
import { ClockIcon, LockIcon, WarnIcon } from './icons';
import type { View } from './view';

export function Message({ view }: { view: Exclude<View, 'form' | 'chat'> }) {
  const { state, say, language, dispatch } = useChat();
  if (view === 'loading')
    return (
      <div class="plain" aria-busy="true">
        <span class="spinner" />
      </div>
    );
  const opens = view === 'closed' ? opensText(say, language, state.config?.opens_at, new Date()) : '';
  return (
    <div class="plain" data-view={view}>
      <span class="emblem" aria-hidden="true">
        {view === 'closed' ? <ClockIcon /> : view === 'identity' ? <LockIcon /> : <WarnIcon size={26} />}
      </span>
      <h3>{say(`${view}_title`)}</h3>
      <p>
        {view === 'refused'
          ? refusalText(say, language, state.refusal?.reason ?? '', state.refusal?.detail ?? '')
          : say(view)}
      </p>
      {opens && <p class="opens">{opens}</p>}
      {(view === 'failed' || view === 'refused') && (
        <button
          type="button"
          class="button"
          onClick={() => {
            dispatch({ type: 'panel', is_open: false });
            dispatch({ type: 'panel', is_open: true });
          }}
        >
          {say('reload')}
        </button>
      )}
    </div>
  );
}
