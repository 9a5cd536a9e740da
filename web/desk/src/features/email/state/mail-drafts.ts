// What was being written, per conversation or customer, kept across reloads.
import type { Attachment } from '@/lib/contract';

export interface MailDraft {
  replyTo?: string; // the mail that is answered
  toAll: boolean;
  forwards?: boolean; // it is no answer: it goes on to somebody else
  mailboxId?: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  attachments: Attachment[];
}

const prefix = 'rapport.mail-draft.';

export const emptyDraft: MailDraft = {
  toAll: false,
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  html: '',
  attachments: [],
};

export function readMailDraft(place: string): MailDraft | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(prefix + place) ?? 'null');
    return isDraft(stored) ? { ...emptyDraft, ...stored } : null;
  } catch {
    return null;
  }
}

export function writeMailDraft(place: string, draft: MailDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(prefix + place);
    else localStorage.setItem(prefix + place, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage only costs the draft.
  }
}

// Nothing that somebody has typed.
export function isBlank({ html, attachments }: MailDraft): boolean {
  const hasText = html.replace(/<[^>]*>|&nbsp;/g, '').trim() !== '' || html.includes('<img');
  return !hasText && attachments.length === 0;
}

function isDraft(value: unknown): value is Partial<MailDraft> {
  if (typeof value !== 'object' || value === null) return false;
  const { html, to, subject } = value as Partial<MailDraft>;
  return typeof html === 'string' && Array.isArray(to) && typeof subject === 'string';
}
