// A message's words: text nodes and links, never markup.

import { useMemo } from 'preact/hooks';
import { pieces } from '../text/links';

export function Words({ text }: { text: string }) {
  const found = useMemo(() => pieces(text), [text]);
  return (
    <p class="words" dir="auto">
      {found.map((piece, i) =>
        piece.href ? (
          <a key={i} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </p>
  );
}
