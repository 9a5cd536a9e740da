import { useEffect, useRef, useState } from 'preact/hooks';
import { hasOpenConversation } from '../chat/state';
import { initial } from '../text/links';
import { useChat } from './context';
import { ChatIcon, CloseIcon, DownIcon, EndIcon, MoreIcon, SoundIcon } from './icons';

export function Header() {
  const { state, say, dispatch, isSheet } = useChat();
  const { conversation, saved } = state;
  const isOpen = hasOpenConversation(state);
  const agent = isOpen ? conversation?.agent?.name : undefined;
  const status = !isOpen
    ? say('subtitle')
    : conversation?.state === 'arrived'
      ? say('subtitle')
      : conversation?.state === 'queued'
        ? say('status_queue')
        : say('status_active');
  const [isMenu, setMenu] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (isAsking) keep.current?.focus();
  }, [isAsking]);
  useEffect(() => {
    if (!isOpen) setAsking(false);
  }, [isOpen]);

  return (
    <header class="header">
      <div class="bar">
        <span class="avatar" aria-hidden="true">
          {agent ? initial(agent) : <ChatIcon />}
          {conversation?.state === 'active' && <i class="dot" />}
        </span>
        <div class="titles">
          <h2>{agent ?? say('title')}</h2>
          <p role="status">{state.is_ending ? say('ending') : status}</p>
        </div>
        <button
          ref={more}
          type="button"
          class="round"
          aria-label={say('menu')}
          aria-haspopup="menu"
          aria-expanded={isMenu}
          onClick={() => setMenu(!isMenu)}
        >
          <MoreIcon />
        </button>
        <button
          type="button"
          class="round"
          aria-label={say('close_chat')}
          onClick={() => dispatch({ type: 'panel', is_open: false })}
        >
          {isSheet ? <CloseIcon /> : <DownIcon />}
        </button>
      </div>
      {isMenu && (
        <Menu
          canEnd={isOpen && !state.is_ending}
          isSoundOn={saved.is_sound_on === true}
          onClose={(isBack) => {
            setMenu(false);
            if (isBack) more.current?.focus();
          }}
          onEnd={() => setAsking(true)}
        />
      )}
      {isAsking && (
        <div class="ask" role="alertdialog" aria-label={say('end_question')}>
          <span>{say('end_question')}</span>
          <button
            type="button"
            class="small strong"
            onClick={() => {
              dispatch({ type: 'end' });
              setAsking(false);
            }}
          >
            {say('end_yes')}
          </button>
          <button
            ref={keep}
            type="button"
            class="small"
            onClick={() => {
              setAsking(false);
              more.current?.focus();
            }}
          >
            {say('end_no')}
          </button>
        </div>
      )}
    </header>
  );
}

interface MenuProps {
  canEnd: boolean;
  isSoundOn: boolean;
  onClose: (isBack: boolean) => void;
  onEnd: () => void;
}

function Menu({ canEnd, isSoundOn, onClose, onEnd }: MenuProps) {
  const { say, dispatch } = useChat();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const items = (): HTMLElement[] => [...(menu.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    items()[0]?.focus();
    const root = menu.current?.getRootNode() as ShadowRoot;
    const outside = (event: Event): void => {
      const target = event.composedPath()[0] as Node;
      if (!menu.current?.contains(target) && !(target as Element).closest?.('[aria-haspopup]'))
        onClose(false);
    };
    const keys = (event: KeyboardEvent): void => {
      const all = items();
      const at = all.indexOf(root.activeElement as HTMLElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to !== undefined) all[(to + all.length) % all.length]?.focus();
      else if (event.key === 'Escape') onClose(true);
      else if (event.key === 'Tab') return onClose(false);
      else return;
      event.preventDefault();
    };
    const element = menu.current;
    element?.addEventListener('keydown', keys);
    document.addEventListener('pointerdown', outside);
    return () => {
      element?.removeEventListener('keydown', keys);
      document.removeEventListener('pointerdown', outside);
    };
  }, []);
  return (
    <div ref={menu} class="menu" role="menu">
      <button
        type="button"
        role="menuitemcheckbox"
        aria-checked={isSoundOn}
        onClick={() => {
          dispatch({ type: 'sound', is_on: !isSoundOn });
          onClose(true);
        }}
      >
        <SoundIcon />
        {say(isSoundOn ? 'sound_off' : 'sound_on')}
      </button>
      {canEnd && (
        <button
          type="button"
          role="menuitem"
          onClick={() => {
            onClose(false);
            onEnd();
          }}
        >
          <EndIcon />
          {say('end_chat')}
        </button>
      )}
    </div>
  );
}
