// The panel: header, one of the screens, and below them what holds for all (drop of files, Escape, focus).

import { useEffect, useRef, useState } from 'preact/hooks';
import { hasOpenConversation } from '../chat/state';
import { identityClaims } from '../shell/script_tag';
import { Banner } from './Banner';
import { Composer } from './Composer';
import { useChat } from './context';
import { EndedBar } from './EndedBar';
import { Header } from './Header';
import { Message } from './Message';
import { PreChat } from './PreChat';
import { useFocusInside } from './focus';
import { Transcript } from './Transcript';
import { chooseView, formProblems, questions } from './view';

export function Panel() {
  const chat = useChat();
  const { state, say, dispatch, drafts, uploads, isSheet } = chat;
  const panel = useRef<HTMLDivElement>(null);
  const [isDragging, setDragging] = useState(false);
  const [, formDone] = useState(0);
  useFocusInside(panel, isSheet, chat.mayFocus.current);
  useSheetHeight(panel, isSheet);

  const claims = identityClaims(state.identity_token);
  const known = Object.fromEntries(Object.entries(claims).filter(([, v]) => typeof v === 'string')) as Record<
    string,
    string
  >;
  const { pre_chat } = state.config ?? {};
  const fields = pre_chat?.is_on ? questions(pre_chat.fields, known) : [];
  const isFormFilled =
    Object.keys(formProblems(fields, drafts.form)).length === 0 &&
    (fields.length === 0 || fields.some((f) => drafts.form[f.name]) || state.messages.length > 0) &&
    !drafts.isFilling;
  const view = chooseView(state, isFormFilled);
  const isEnded =
    state.conversation?.state === 'ended' && !state.is_starting_new && state.outbox.every((e) => e.failure);
  const canAttach = view === 'chat' && !isEnded;

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setDragging(false);
    if (canAttach && event.dataTransfer) uploads.add(event.dataTransfer.files);
  };

  return (
    <div
      ref={panel}
      class="panel"
      role="dialog"
      aria-modal={isSheet}
      aria-label={say('title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
        event.stopPropagation();
        dispatch({ type: 'panel', is_open: false });
      }}
      onDragOver={(event) => {
        event.preventDefault();
        if (canAttach && !isDragging && event.dataTransfer?.types.includes('Files')) setDragging(true);
      }}
      onDragLeave={(event) => {
        if (!panel.current?.contains(event.relatedTarget as Node | null)) setDragging(false);
      }}
      onDrop={drop}
    >
      <Header />
      <Banner />
      {view === 'form' && <PreChat fields={fields} onDone={() => formDone((n) => n + 1)} />}
      {view === 'chat' && <Transcript />}
      {view === 'chat' && (isEnded ? <EndedBar /> : <Composer isOpen={hasOpenConversation(state)} />)}
      {view !== 'form' && view !== 'chat' && <Message view={view} />}
      {isDragging && (
        <div class="drop" aria-hidden="true">
          {say('drop_here')}
        </div>
      )}
    </div>
  );
}

// The keyboard of a phone covers the page without changing its size; only the visual viewport tells.
function useSheetHeight(panel: { current: HTMLElement | null }, isSheet: boolean): void {
  useEffect(() => {
    const view = window.visualViewport;
    if (!isSheet || !view) return;
    const fit = (): void => {
      panel.current?.style.setProperty('--sheet-height', `${Math.round(view.height)}px`);
      panel.current?.style.setProperty('--sheet-top', `${Math.round(view.offsetTop)}px`);
    };
    fit();
    view.addEventListener('resize', fit);
    view.addEventListener('scroll', fit);
    return () => {
      view.removeEventListener('resize', fit);
      view.removeEventListener('scroll', fit);
    };
  }, [isSheet]);
}
