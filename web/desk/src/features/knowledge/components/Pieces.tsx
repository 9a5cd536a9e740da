import type { TextPiece } from '@/lib/api-types';

// Text in pieces, those that were searched for marked.
export function Pieces({ pieces }: { pieces: TextPiece[] }) {
  return pieces.map(({ text, is_match: isMatch }, index) =>
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}
