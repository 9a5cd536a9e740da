// What every part of the screen needs: the chat's state, a way to tell it things, and words.

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Event, State } from '../chat/state';
import type { Api } from '../shell/api';
import type { Language, Say } from '../text/languages';
import type { Drafts } from './drafts';
import type { Uploads } from './uploads';

export interface Chat {
  state: State;
  dispatch: (event: Event) => void;
  say: Say;
  language: Language;
  api: Api;
  uploads: Uploads;
  drafts: Drafts;
  isSheet: boolean; // full screen on a small display
  mayFocus: { current: boolean };
  write: (text: string) => void; // with the files that are ready
}

export const ChatContext = createContext<Chat | undefined>(undefined);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error('useChat outside of App');
  return chat;
}
