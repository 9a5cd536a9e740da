import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProposalEdit } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useApplyEdits, useUndoEdits } from '../api/intraday';

interface Props {
  edits: ProposalEdit[];
  act: 'apply' | 'undo';
  onDone: () => void;
}

// Makes the changes, one of each schedule, or takes them back.
export function MakeChange({ edits, act, onDone }: Props) {
  const { t } = useTranslation('intraday');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const apply = useApplyEdits();
  const undo = useUndoEdits();
  const isUndo = act === 'undo';
  const { mutateAsync, isPending } = isUndo ? undo : apply;
  // `mutateAsync`: this button may be gone before its own callbacks would be called.
  const change = () =>
    void mutateAsync(edits).then(
      () => {
        void message.success(t(isUndo ? 'undone' : 'applied'));
        onDone();
      },
      (error: unknown) => void message.error(problemText(error)),
    );
  return (
    <Button type={isUndo ? 'default' : 'primary'} loading={isPending} onClick={change}>
      {t(act)}
    </Button>
  );
}
