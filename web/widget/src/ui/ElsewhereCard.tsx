// A visitor who waits in two places at once: told, and asked which one they keep; then the way back.

import type { Elsewhere, ElsewhereChoice } from '../chat/protocol';
import type { Say, TextKey } from '../text/languages';
import { waitText } from '../text/wait';
import { useChat } from './context';

const places: Record<string, TextKey> = {
  voice: 'place_voice',
  chat: 'place_chat',
  message: 'place_message',
  email: 'place_email',
  voicemail: 'place_voicemail',
};

const placeText = (say: Say, channel: string): string => say(places[channel] ?? 'place_other');

export function ElsewhereCard({ elsewhere }: { elsewhere: Elsewhere }) {
  const { state, say, dispatch } = useChat();
  const place = placeText(say, elsewhere.channel);
  const choose = (choice: ElsewhereChoice) => () => dispatch({ type: 'choose', choice });
  const button = (choice: ElsewhereChoice, text: string) => (
    <button type="button" class="choice" aria-disabled={state.is_choosing} onClick={choose(choice)}>
      {text}
    </button>
  );
  const isAsked = elsewhere.state === 'waits' || elsewhere.state === 'talks';
  return (
    <div class="queue elsewhere" role="status">
      <div>
        <strong>{say(`elsewhere_${elsewhere.state}`, { place })}</strong>
        {elsewhere.state === 'waits' && elsewhere.wait?.is_known && <p>{waitText(say, elsewhere.wait)}</p>}
        {isAsked && <p class="hint">{say('elsewhere_hint')}</p>}
        <div class="choices" role="group" aria-label={say('choices')}>
          {isAsked && elsewhere.can_come_here && button('here', say('elsewhere_come_here'))}
          {isAsked && elsewhere.can_go_there && button('there', say('elsewhere_go_there', { place }))}
          {isAsked && button('both', say('elsewhere_both'))}
          {elsewhere.state === 'here' && button('undo', say('elsewhere_take_back'))}
          {elsewhere.state === 'there' && button('undo', say('elsewhere_come_back'))}
        </div>
      </div>
    </div>
  );
}
