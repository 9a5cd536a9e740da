import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/lib/http';
import { useProblemText } from '@/ui/use-problem-text';
import { usePublishFlow } from '../api/publish-flow';
import { Field } from './Field';
import { useProblemWords } from './use-problem-words';

interface Props {
  id: string;
  isFirst: boolean;
  // False: it could not be saved, and was said so.
  save: () => Promise<boolean>;
  onClose: () => void;
  onDone: (version: number) => void;
}

export function PublishDialog({ id, isFirst, save, onClose, onDone }: Props) {
  const { t } = useTranslation('flows');
  const problemText = useProblemText();
  const words = useProblemWords();
  const publish = usePublishFlow(id);
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string[]>([]);
  const run = async () => {
    setBusy(true);
    setRefusal([]);
    try {
      if (await save()) onDone((await publish.mutateAsync(note)).version);
    } catch (error) {
      const { issues } = asProblem(error);
      setRefusal([problemText(error), ...issues.map(({ where, what }) => `${where}: ${words(what)}`)]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('publish_title')}
      okText={t('publish')}
      cancelText={t('ui:cancel')}
      confirmLoading={isBusy}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <p>{t(isFirst ? 'publish_first' : 'publish_text')}</p>
      {refusal.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={refusal[0]}
          description={refusal.slice(1).map((line) => (
            <div key={line}>{line}</div>
          ))}
        />
      )}
      <Form layout="vertical" component="div">
        <Field label={t('publish_note')} help={t('publish_note_help')}>
          {(field) => (
            <Input.TextArea
              id={field}
              autoFocus
              value={note}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </Form>
    </Modal>
  );
}
