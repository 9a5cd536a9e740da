// A message's words: text nodes and links, never markup.

import { pieces } from '../text/links';

export function Words({ text }: { text: string }) {
  return (
    <p class="words" dir="auto">
      {pieces(text).map((piece, i) =>
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
