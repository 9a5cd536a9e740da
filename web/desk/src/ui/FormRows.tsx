import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import type { FormListFieldData } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ResourceForm.module.css';

interface Props {
  name: string | (string | number)[];
  addText: string;
  blank: object;
  // Draws one row; `field.name` is its place in the list.
  children: (field: FormListFieldData) => ReactNode;
  cardTitle?: (index: number) => ReactNode;
  most?: number;
}

// A list inside a form: rows, or cards when they have a title.
export function FormRows({ name, addText, blank, children, cardTitle, most }: Props) {
  const { t } = useTranslation('ui');
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <div className={styles.list}>
          {fields.map((field, index) => {
            const removeButton = (
              <Button
                type="text"
                size={cardTitle ? 'small' : 'middle'}
                icon={<DeleteOutlined />}
                aria-label={t('admin.remove_row', { number: index + 1 })}
                onClick={() => remove(field.name)}
              />
            );
            return cardTitle ? (
              <div key={field.key} className={styles.card}>
                <div className={styles.cardHead}>
                  <span>{cardTitle(index)}</span>
                  {removeButton}
                </div>
                {children(field)}
              </div>
            ) : (
              <div key={field.key} className={styles.row}>
                {children(field)}
                {removeButton}
              </div>
            );
          })}
          <div>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              disabled={most !== undefined && fields.length >= most}
              onClick={() => add(structuredClone(blank))}
            >
              {addText}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
