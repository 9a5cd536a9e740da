import { App as AntApp, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseFilter } from '@/lib/contract';
import { useMay } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useKeepView } from '../api/change-case';

interface Props {
  filter: Partial<CaseFilter>;
  onClose: () => void;
  onSaved: () => void;
}

export function SaveViewDialog({ filter, onClose, onSaved }: Props) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const supervises = useMay('supervise');
  const keep = useKeepView();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const save = () =>
    void keep
      .mutateAsync({ name: name.trim(), is_shared: isShared, filter: filter as CaseFilter })
      .then(onSaved, (error: unknown) => void message.error(problemText(error)));
  return (
    <Modal
      open
      title={t('save_view')}
      okText={t('save')}
      okButtonProps={{ disabled: !name.trim(), loading: keep.isPending }}
      onOk={save}
      onCancel={onClose}
      width={420}
    >
      <Form layout="vertical">
        <Form.Item label={t('view_name')} htmlFor="view-name">
          <Input
            id="view-name"
            autoFocus
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => name.trim() && save()}
          />
        </Form.Item>
        {supervises && (
          <Checkbox checked={isShared} onChange={(event) => setShared(event.target.checked)}>
            {t('for_all')}
          </Checkbox>
        )}
      </Form>
    </Modal>
  );
}
