// Which screen the chat shows, and the questions of its form.

import type { Config, Form, PreChatField } from '../chat/protocol';
import { hasOpenConversation, type State } from '../chat/state';
import type { TextKey } from '../text/languages';

export type View = 'loading' | 'failed' | 'refused' | 'identity' | 'closed' | 'form' | 'chat';

export function chooseView(state: State, isFormFilled: boolean): View {
  const { config } = state;
  if (hasOpenConversation(state) || state.outbox.length > 0) return 'chat';
  if (!config) return state.config_failures > 0 ? 'failed' : 'loading';
  if (state.link === 'refused') return 'refused';
  if (config.is_identity_required && !state.identity_token) return 'identity';
  if (state.conversation?.state === 'ended' && !state.is_starting_new) return 'chat';
  if (!config.is_open) return 'closed';
  // A conversation of an earlier visit is about to appear.
  if (state.saved.conversation_id && state.link !== 'live') return 'loading';
  if (!isFormFilled) return 'form';
  return 'chat';
}

// What the channel asks for and nothing else: the server refuses fields that it does not know.
export function formToSend(preChat: Config['pre_chat'], filled: Form, claims: object): Form {
  const known = { ...filled, ...claims } as Record<string, unknown>;
  const fields = preChat?.is_on ? preChat.fields : [];
  return Object.fromEntries(
    fields.flatMap(({ name }) =>
      typeof known[name] === 'string' && known[name] !== '' ? [[name, known[name]]] : [],
    ),
  );
}

// A signed-in customer is not asked for what their token says.
export function questions(fields: PreChatField[], known: Form): PreChatField[] {
  return fields.filter((field) => known[field.name] === undefined);
}

export const isEmail = (text: string): boolean => /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@.<>,;]{2,}$/.test(text);

export function formProblems(fields: PreChatField[], form: Form): Record<string, TextKey> {
  const problems: Record<string, TextKey> = {};
  for (const field of fields) {
    const value = (form[field.name] ?? '').trim();
    if (!value && field.is_required) problems[field.name] = 'required';
    else if (value && field.kind === 'email' && !isEmail(value)) problems[field.name] = 'email_wrong';
    else if (value && field.kind === 'select' && !(field.options ?? []).includes(value))
      problems[field.name] = 'required';
  }
  return problems;
}
