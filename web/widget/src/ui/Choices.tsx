// What a flow's menu asks to choose from, as buttons. Writing the number or the words does the same.

import type { Choice } from '../chat/protocol';
import { useChat } from './context';

export function Choices({ choices }: { choices: Choice[] }) {
  const { write, say } = useChat();
  if (choices.length === 0) return null;
  return (
    <div class="choices" role="group" aria-label={say('choices')}>
      {choices.map((choice) => (
        <button key={choice.label} type="button" class="choice" onClick={() => write(choice.says)}>
          {choice.label}
        </button>
      ))}
    </div>
  );
}
