// Words that another part of the screen puts into what is being written in a conversation or a case: an article's
// text or link.
import { createContext, useContext, useEffect } from 'react';

type Take = (text: string) => void;

export class Insertions {
  private readonly takers = new Map<string, Take>();

  listen(interactionId: string, take: Take): () => void {
    this.takers.set(interactionId, take);
    return () => {
      if (this.takers.get(interactionId) === take) this.takers.delete(interactionId);
    };
  }

  // False when nothing can be written there now.
  insert(interactionId: string, text: string): boolean {
    const take = this.takers.get(interactionId);
    take?.(text);
    return take !== undefined;
  }
}

// Under which name what is written in a case listens.
export const caseWords = (caseId: string) => `case ${caseId}`;

export const InsertionsContext = createContext<Insertions | null>(null);

export function useInsertions(): Insertions | null {
  return useContext(InsertionsContext);
}

export function useInsertedText(interactionId: string, take: Take): void {
  const insertions = useInsertions();
  useEffect(() => insertions?.listen(interactionId, take), [insertions, interactionId, take]);
}
