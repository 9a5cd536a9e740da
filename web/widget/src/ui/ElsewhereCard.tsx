// A visitor who waits in two places at once: told, and asked which one they keep; then the way back.

import type { Elsewhere, ElsewhereChoice, ElsewhereState } from '../chat/protocol';
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

// A mail has no place that anybody sits in: it waits for its answer.
type OfBoth = ElsewhereState | 'hint' | 'come_here' | 'go_there' | 'both' | 'take_back' | 'come_back';

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
  const of = (key: OfBoth) =>
    say(`${elsewhere.channel === 'email' ? 'elsewhere_mail' : 'elsewhere'}_${key}`, { place });
  const isAsked = elsewhere.state === 'waits' || elsewhere.state === 'talks';
  return (
    <div class="queue elsewhere" role="status">
      <div>
        <strong>{of(elsewhere.state)}</strong>
        {elsewhere.state === 'waits' && elsewhere.wait?.is_known && <p>{waitText(say, elsewhere.wait)}</p>}
        {isAsked && <p class="hint">{of('hint')}</p>}
        <div class="choices" role="group" aria-label={say('choices')}>
          {isAsked && elsewhere.can_come_here && button('here', of('come_here'))}
          {isAsked && elsewhere.can_go_there && button('there', of('go_there'))}
          {isAsked && button('both', of('both'))}
          {elsewhere.state === 'here' && button('undo', of('take_back'))}
          {elsewhere.state === 'there' && button('undo', of('come_back'))}
        </div>
      </div>
    </div>
  );
}
