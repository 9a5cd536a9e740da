import { Fragment } from 'react';

const address = /(https?:\/\/[^\s<>"'，。；！？）】]+)/g;

// Plain text with its web addresses made clickable; nothing else is interpreted.
export function MessageText({ text }: { text: string }) {
  const parts = text.split(address);
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noreferrer noopener">
        {part}
      </a>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
