import { App as AntApp } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FlowWithDraft } from '@/lib/api-types';
import { asProblem } from '@/lib/http';
import { useHttp } from '@/lib/http-context';
import { useProblemText } from '@/ui/use-problem-text';
import { useSaveFlow } from '../api/save-flow';
import type { Draft } from '../state/use-draft';

// Saves the draft. When somebody else has saved meanwhile, the author decides whose it is to be.
export function useSaving(id: string, draft: Draft) {
  const { t } = useTranslation('flows');
  const { message, modal } = AntApp.useApp();
  const http = useHttp();
  const problemText = useProblemText();
  const saveFlow = useSaveFlow(id);

  const write = async (revision: number): Promise<boolean> => {
    const { name, flow } = draft;
    try {
      const saved = await saveFlow.mutateAsync({ revision, name, draft: flow });
      draft.saved({ name, flow }, saved.revision);
      return true;
    } catch (error) {
      if (asProblem(error).status === 409) return settle();
      void message.error(problemText(error));
      return false;
    }
  };
  const settle = async (): Promise<boolean> => {
    const theirs = await http.get<FlowWithDraft>(`/flows/${id}`);
    return new Promise((resolve) => {
      modal.confirm({
        title: t('conflict'),
        content: t('conflict_text'),
        okText: t('conflict_mine'),
        cancelText: t('conflict_theirs'),
        onOk: () => write(theirs.revision).then(resolve),
        onCancel: () => {
          draft.replaced({ name: theirs.name, flow: theirs.draft }, theirs.revision);
          resolve(false);
        },
      });
    });
  };
  return { save: () => write(draft.revision), isPending: saveFlow.isPending };
}
