import type { RefObject } from 'preact';
import { ChatIcon, DownIcon } from './icons';

interface Props {
  button: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  unread: number;
  label: string;
  unreadText: string;
  onClick: () => void;
}

export function Launcher({ button, isOpen, unread, label, unreadText, onClick }: Props) {
  return (
    <button
      ref={button}
      type="button"
      class="launcher"
      aria-expanded={isOpen}
      aria-label={unreadText ? `${label} (${unreadText})` : label}
      onClick={onClick}
    >
      {isOpen ? <DownIcon size={28} /> : <ChatIcon size={32} />}
      {unread > 0 && (
        <span class="badge" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </button>
  );
}
