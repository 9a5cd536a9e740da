import type { Conversation } from '../chat/protocol';
import { positionText, waitText } from '../text/wait';
import { useChat } from './context';

export function QueueCard({ conversation }: { conversation: Conversation }) {
  const { say } = useChat();
  const position = positionText(say, conversation.position ?? conversation.wait?.position);
  return (
    <div class="queue" role="status">
      <span class="pulse" aria-hidden="true" />
      <div>
        <strong>{position || say('queue_title')}</strong>
        {conversation.wait && <p>{waitText(say, conversation.wait)}</p>}
        <p class="hint">{say('queue_hint')}</p>
      </div>
    </div>
  );
}
