import { useState } from 'preact/hooks';
import type { Attachment } from '../chat/protocol';
import { refusalText } from '../text/languages';
import { timeText, bytesText } from '../text/wait';
import { useChat } from './context';
import { FileIcon, TickIcon, TicksIcon, WarnIcon } from './icons';
import type { Bubble } from './lines';
import { Words } from './Words';

export function BubbleLine({ bubble }: { bubble: Bubble }) {
  const { say, language } = useChat();
  const { isOwn, mark, entry } = bubble;
  const side = isOwn ? 'mine' : 'theirs';
  const name = isOwn ? say('you') : (bubble.name ?? say('agent'));
  const shape = `${bubble.isFirst ? ' first' : ''}${bubble.isLast ? ' last' : ''}`;
  return (
    <div class={`line ${side}${shape}`} data-mark={mark}>
      {bubble.isFirst && <span class={isOwn ? 'hidden' : 'who'}>{name}</span>}
      {bubble.text && (
        <div class={`bubble ${side}`}>
          <Words text={bubble.text} />
        </div>
      )}
      {bubble.attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {entry?.failure && (
        <Failed clientId={entry.client_id} reason={entry.failure.reason} detail={entry.failure.detail} />
      )}
      {mark !== 'failed' && (bubble.isLast || bubble.isNewestOwn) && (
        <span class="meta">
          <time dateTime={bubble.at.toISOString()}>{timeText(language, bubble.at)}</time>
          {mark && <MarkView mark={mark} isWorded={bubble.isNewestOwn} />}
        </span>
      )}
    </div>
  );
}

function MarkView({ mark, isWorded }: { mark: NonNullable<Bubble['mark']>; isWorded: boolean }) {
  const { say } = useChat();
  if (mark === 'failed') return null;
  return (
    <span class={`mark ${mark}`}>
      {mark === 'sending' ? null : mark === 'sent' ? <TickIcon /> : <TicksIcon />}
      <span class={isWorded ? '' : 'hidden'}>{say(mark)}</span>
    </span>
  );
}

function Failed({ clientId, reason, detail }: { clientId: string; reason: string; detail: string }) {
  const { say, dispatch, language } = useChat();
  const isEnded = reason === 'conversation_ended';
  return (
    <div class="failed" role="alert">
      <p>
        <WarnIcon />
        {say('not_sent')}. {isEnded ? say('conversation_ended') : refusalText(say, language, reason, detail)}
      </p>
      <button type="button" class="link" onClick={() => dispatch({ type: 'retry', client_id: clientId })}>
        {say(isEnded ? 'send_in_new' : 'retry')}
      </button>
      <button type="button" class="link" onClick={() => dispatch({ type: 'discard', client_id: clientId })}>
        {say('discard')}
      </button>
    </div>
  );
}

function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { say, api, dispatch } = useChat();
  const url = api.attachmentUrl(attachment.url);
  // Which address did not load: a fresh one gets its own chance.
  const [broken, setBroken] = useState('');
  const { name } = attachment;
  const safe = { href: url, target: '_blank', rel: 'noopener noreferrer' };
  if (attachment.is_image && broken !== url)
    return (
      <a class="picture" {...safe}>
        <img
          src={url}
          alt={say('image', { name })}
          loading="lazy"
          onError={() => {
            if (!broken) dispatch({ type: 'links_expired' });
            setBroken(url);
          }}
        />
      </a>
    );
  return (
    <a class="file" {...safe} download={name}>
      <FileIcon />
      <span class="about">
        <span class="hidden">{say('download')}</span>
        <span class="name">{name}</span>
        <span class="size">{bytesText(attachment.bytes)}</span>
      </span>
    </a>
  );
}
