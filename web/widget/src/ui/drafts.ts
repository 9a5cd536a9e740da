// What the visitor has typed and not sent: the message and the form. Kept for a reload of this tab.

import type { Form } from '../chat/protocol';
import type { ChatStorage } from '../shell/storage';

interface Draft {
  text?: string;
  form?: Form;
}

export class Drafts {
  text: string;
  form: Form;
  // The form is on the screen and not yet handed in, although it may be complete already.
  isFilling = false;

  constructor(private readonly storage: ChatStorage) {
    const draft = storage.draft<Draft>() ?? {};
    this.text = typeof draft.text === 'string' ? draft.text : '';
    this.form = typeof draft.form === 'object' && draft.form !== null ? draft.form : {};
  }

  set(change: Draft): void {
    if (change.text !== undefined) this.text = change.text;
    if (change.form !== undefined) this.form = change.form;
    this.storage.setDraft({ text: this.text, form: this.form });
  }
}
