// The conversation so far. Stays at the newest line unless the visitor has scrolled up.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hasOpenConversation } from '../chat/state';
import { dayText, waitText } from '../text/wait';
import { BubbleLine } from './BubbleLine';
import { Choices } from './Choices';
import { useChat } from './context';
import { ElsewhereCard } from './ElsewhereCard';
import { DownIcon } from './icons';
import { linesOf, type Line } from './lines';
import { QueueCard } from './QueueCard';
import { Words } from './Words';

const nearPx = 60;
const topPx = 120; // so near the top, older messages are fetched

export function Transcript() {
  const { state, say, dispatch } = useChat();
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [hasNews, setNews] = useState(false);
  const lines = linesOf(state);
  const newest = lines.at(-1)?.key;
  const isOwnNewest =
    lines.findLast((line) => line.kind === 'bubble')?.kind === 'bubble' && state.outbox.length > 0;

  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    setNews(false);
  };
  useLayoutEffect(() => {
    if (isAtEnd.current || isOwnNewest) toEnd();
    else setNews(true);
  }, [newest]);
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
  });
  useEffect(() => {
    // The box shrinks under a growing composer or a phone's keyboard; pictures grow its content.
    if (!box.current || typeof ResizeObserver !== 'function') return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd();
    });
    observer.observe(box.current);
    if (box.current.firstElementChild) observer.observe(box.current.firstElementChild);
    return () => observer.disconnect();
  }, []);

  // Older lines on top push nothing away from under the eyes.
  const oldest = state.messages[0]?.id;
  const height = useRef(0);
  const shownOldest = useRef(oldest);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (shownOldest.current !== oldest && !isAtEnd.current)
      element.scrollTop += element.scrollHeight - height.current;
    shownOldest.current = oldest;
    height.current = element.scrollHeight;
  });

  const { conversation, config } = state;
  const isNew = !hasOpenConversation(state) && state.outbox.length === 0;
  return (
    <div class="scroller">
      <div
        ref={box}
        class="transcript"
        tabIndex={0}
        role="log"
        aria-label={say('messages')}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearPx;
          if (isAtEnd.current) setNews(false);
          if (scrollTop < topPx) dispatch({ type: 'scrolled_to_top' });
        }}
      >
        <div class="lines">
          {state.has_earlier && (
            <button
              type="button"
              class="link earlier"
              aria-disabled={state.is_asking_earlier}
              onClick={() => dispatch({ type: 'scrolled_to_top' })}
            >
              {say('earlier')}
            </button>
          )}
          {!state.has_earlier && (
            <div class="bubble theirs hello">
              <Words text={say('greeting')} />
            </div>
          )}
          {isNew && state.messages.length === 0 && config?.wait?.is_known && (
            <p class="note">{waitText(say, config.wait)}</p>
          )}
          {lines.map((line) => (
            <LineView key={line.key} line={line} />
          ))}
          {(conversation?.state === 'arrived' || conversation?.state === 'active') && (
            <Choices choices={conversation.choices ?? []} />
          )}
          {conversation?.state === 'queued' && state.elsewhere?.state !== 'there' && (
            <QueueCard conversation={conversation} />
          )}
          {state.elsewhere && conversation && conversation.state !== 'ended' && (
            <ElsewhereCard elsewhere={state.elsewhere} />
          )}
          {state.is_agent_typing && (
            <div class="bubble theirs typing">
              <span class="hidden">
                {say('agent_typing', { name: conversation?.agent?.name ?? say('agent') })}
              </span>
              <i />
              <i />
              <i />
            </div>
          )}
        </div>
      </div>
      {hasNews && (
        <button type="button" class="news" onClick={toEnd}>
          {say('new_below')}
          <DownIcon size={16} />
        </button>
      )}
    </div>
  );
}

function LineView({ line }: { line: Line }) {
  const { say, language } = useChat();
  switch (line.kind) {
    case 'bubble':
      return <BubbleLine bubble={line} />;
    case 'day':
      return <p class="note day">{dayText(say, language, line.at, new Date())}</p>;
    case 'divider':
      return (
        <p class="note divider">
          <span>{say('new_conversation')}</span>
        </p>
      );
    case 'system':
      return (
        <div class="bubble theirs said">
          <Words text={line.text} />
        </div>
      );
    case 'notice':
      return (
        <p class="note">
          {line.notice.kind === 'joined'
            ? say('agent_joined', { name: line.notice.name ?? '' })
            : say(line.notice.kind)}
        </p>
      );
  }
}
