import { useState } from 'preact/hooks';
import { bytesText } from '../text/wait';
import { useChat } from './context';
import { CloseIcon, FileIcon } from './icons';
import { bytesMax, filesMax, type Item } from './uploads';

export function AttachTray() {
  const { uploads, say } = useChat();
  if (uploads.items.length === 0 && !uploads.isOverFull) return null;
  return (
    <div class="tray">
      {uploads.items.map((item) => (
        <TrayItem key={item.key} item={item} />
      ))}
      {uploads.isOverFull && (
        <p class="problem" role="alert">
          {say('too_many_files', { max: filesMax })}
        </p>
      )}
    </div>
  );
}

function TrayItem({ item }: { item: Item }) {
  const { state, uploads, say, language } = useChat();
  const { file, problem } = item;
  const [isBroken, setBroken] = useState(false);
  const percent = Math.round(item.share * 100);
  const words =
    problem === 'too_large'
      ? say('too_large', { max: bytesText(bytesMax(state.config)) })
      : problem
        ? say(problem)
        : item.attachment
          ? bytesText(file.size)
          : say('uploading', { percent });
  return (
    <div class={problem ? 'item bad' : 'item'}>
      <span class="thumb">
        {item.preview && !isBroken ? (
          <img src={item.preview} alt="" onError={() => setBroken(true)} />
        ) : (
          <FileIcon />
        )}
      </span>
      <span class="about">
        <span class="name">{file.name}</span>
        <span class="size" role={problem ? 'alert' : undefined}>
          {words}
          {problem && item.detail && language === 'en' ? ` — ${item.detail}` : ''}
        </span>
        {!problem && !item.attachment && (
          <progress class="progress" max={100} value={percent} aria-label={file.name} />
        )}
      </span>
      {problem && item.canRetry && (
        <button type="button" class="link" onClick={() => uploads.retry(item.key)}>
          {say('upload_again')}
        </button>
      )}
      <button
        type="button"
        class="round tiny"
        aria-label={say('attach_remove', { name: file.name })}
        onClick={() => uploads.remove(item.key)}
      >
        <CloseIcon size={16} />
      </button>
    </div>
  );
}
