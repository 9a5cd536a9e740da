import { useCallback, useMemo, useReducer } from 'react';
import type { FlowDefinition, FlowWithDraft } from '@/lib/api-types';
import { changed, historyOf, redone, undone } from './history';
import type { History } from './history';

interface Document {
  name: string;
  flow: FlowDefinition;
}

type Act =
  | { type: 'change'; how: (flow: FlowDefinition) => FlowDefinition; name: string }
  | { type: 'rename'; to: string }
  | { type: 'undo' }
  | { type: 'redo' }
  | { type: 'saved'; document: Document; revision: number }
  | { type: 'replaced'; document: Document; revision: number };

interface State {
  history: History<Document>;
  // As the server has it.
  kept: Document;
  revision: number;
}

function reduce(state: State, act: Act): State {
  const { present } = state.history;
  switch (act.type) {
    case 'change': {
      const flow = act.how(present.flow);
      if (flow === present.flow) return state;
      return { ...state, history: changed(state.history, { ...present, flow }, act.name) };
    }
    case 'rename':
      return { ...state, history: changed(state.history, { ...present, name: act.to }, 'name') };
    case 'undo':
      return { ...state, history: undone(state.history) };
    case 'redo':
      return { ...state, history: redone(state.history) };
    case 'saved':
      return { ...state, kept: act.document, revision: act.revision };
    case 'replaced':
      return { history: changed(state.history, act.document), kept: act.document, revision: act.revision };
  }
}

export interface Draft {
  name: string;
  flow: FlowDefinition;
  revision: number;
  isDirty: boolean;
  canUndo: boolean;
  canRedo: boolean;
  // `name`: changes in a row with the same one are undone together.
  change: (how: (flow: FlowDefinition) => FlowDefinition, name?: string) => void;
  rename: (to: string) => void;
  undo: () => void;
  redo: () => void;
  saved: (document: Document, revision: number) => void;
  replaced: (document: Document, revision: number) => void;
}

// A flow under its author's hands, and whether the server has it so.
export function useDraft(first: FlowWithDraft): Draft {
  const [state, act] = useReducer(reduce, first, ({ name, draft, revision }) => {
    const document = { name, flow: draft };
    return { history: historyOf<Document>(document), kept: document, revision };
  });
  const change = useCallback(
    (how: (flow: FlowDefinition) => FlowDefinition, name = '') => act({ type: 'change', how, name }),
    [],
  );
  const rename = useCallback((to: string) => act({ type: 'rename', to }), []);
  const undo = useCallback(() => act({ type: 'undo' }), []);
  const redo = useCallback(() => act({ type: 'redo' }), []);
  const saved = useCallback(
    (document: Document, revision: number) => act({ type: 'saved', document, revision }),
    [],
  );
  const replaced = useCallback(
    (document: Document, revision: number) => act({ type: 'replaced', document, revision }),
    [],
  );
  const { history, kept, revision } = state;
  const { present } = history;
  return useMemo(
    () => ({
      name: present.name,
      flow: present.flow,
      revision,
      isDirty: present.flow !== kept.flow || present.name !== kept.name,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      change,
      rename,
      undo,
      redo,
      saved,
      replaced,
    }),
    [present, kept, revision, history, change, rename, undo, redo, saved, replaced],
  );
}
