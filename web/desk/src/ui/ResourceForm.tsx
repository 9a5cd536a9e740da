import { Alert, App as AntApp, Button, Drawer, Form, Popconfirm } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '@/lib/resource';
import { useResourceRemove, useResourceSave } from '@/lib/resource';
import { useFieldErrors } from './use-field-errors';
import { useProblemText } from './use-problem-text';
import styles from './ResourceForm.module.css';

interface Props<Item extends { id: string }, Values extends object> {
  resource: Resource<Item>;
  item: Item | undefined;
  addText: string;
  blank: Values;
  valuesOf: (item: Item) => Values;
  fieldsOf?: (values: Values) => object;
  form: (item: Item | undefined) => ReactNode;
  formWidth?: number;
  canChange?: (item: Item) => boolean;
  removeText?: string;
  onSaved?: (item: Item, isNew: boolean) => void;
  nameOf: (item: Item) => string;
  onClose: () => void;
}

export function ResourceForm<Item extends { id: string }, Values extends object>({
  resource,
  item,
  addText,
  blank,
  valuesOf,
  fieldsOf,
  form: fields,
  formWidth = 460,
  canChange,
  removeText,
  onSaved,
  nameOf,
  onClose,
}: Props<Item, Values>) {
  const { t } = useTranslation('ui');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<Values>();
  const fieldErrors = useFieldErrors(form);
  const problemText = useProblemText();
  const save = useResourceSave(resource);
  const remove = useResourceRemove(resource);
  const [failure, setFailure] = useState<string | null>(null);
  const [isTouched, setTouched] = useState(false);
  const isFixed = item !== undefined && canChange !== undefined && !canChange(item);

  const submit = (values: Values) =>
    save.mutate(
      { id: item?.id, fields: fieldsOf ? fieldsOf(values) : values },
      {
        onSuccess: (saved) => {
          void message.success(t('admin.saved'));
          onClose();
          onSaved?.(saved, item === undefined);
        },
        onError: (error) => setFailure(fieldErrors(error)),
      },
    );
  const doRemove = (id: string) =>
    remove.mutate(id, {
      onSuccess: () => {
        void message.success(t('admin.removed'));
        onClose();
      },
      onError: (error) => setFailure(problemText(error)),
    });
  return (
    <Drawer
      open
      title={item ? nameOf(item) : addText}
      size={formWidth}
      onClose={onClose}
      mask={{ closable: !isTouched }}
      footer={
        <div className={styles.foot}>
          {item && !isFixed && (
            <Popconfirm
              title={t('admin.remove_question', { name: nameOf(item) })}
              okText={removeText ?? t('admin.remove')}
              okButtonProps={{ danger: true }}
              onConfirm={() => doRemove(item.id)}
            >
              <Button danger loading={remove.isPending}>
                {removeText ?? t('admin.remove')}
              </Button>
            </Popconfirm>
          )}
          <span className={styles.space} />
          <Button onClick={onClose}>{t('cancel')}</Button>
          {!isFixed && (
            <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
              {t('save')}
            </Button>
          )}
        </div>
      }
    >
      {/* Something to focus where nothing can be changed, so that the keyboard can scroll. */}
      <div tabIndex={isFixed ? 0 : undefined}>
        {failure && <Alert type="error" showIcon title={failure} className={styles.failure} />}
        {isFixed && <Alert type="info" showIcon title={t('admin.fixed')} className={styles.failure} />}
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={item ? valuesOf(item) : blank}
          disabled={isFixed}
          scrollToFirstError={{ block: 'center' }}
          onFinish={submit}
          onValuesChange={() => setTouched(true)}
        >
          {fields(item)}
        </Form>
      </div>
    </Drawer>
  );
}
