// What was being written, per conversation, kept across reloads. Forgotten when the conversation has ended.
export interface Draft {
  text: string;
  isNote: boolean;
}

const prefix = 'rapport.draft.';

export function readDraft(interactionId: string, startsAsNote = false): Draft {
  const empty = { text: '', isNote: startsAsNote };
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(prefix + interactionId) ?? 'null');
    return isDraft(stored) ? stored : empty;
  } catch {
    return empty;
  }
}

export function writeDraft(interactionId: string, draft: Draft): void {
  try {
    if (draft.text === '' && !draft.isNote) localStorage.removeItem(prefix + interactionId);
    else localStorage.setItem(prefix + interactionId, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage only costs the draft.
  }
}

export function forgetDraftsExcept(interactionIds: string[]): void {
  const kept = new Set(interactionIds.map((id) => prefix + id));
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  names.filter((name) => !kept.has(name)).forEach((name) => localStorage.removeItem(name));
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { text, isNote } = value as Partial<Draft>;
  return typeof text === 'string' && typeof isNote === 'boolean';
}
