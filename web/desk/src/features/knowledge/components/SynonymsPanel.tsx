import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Form, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Synonyms } from '@/lib/api-types';
import { ErrorState } from '@/ui/ErrorState';
import { useProblemText } from '@/ui/use-problem-text';
import { useSetSynonyms, useSynonyms } from '../api/synonyms';
import styles from './Knowledge.module.css';

// Words that mean the same to a search, a line each.
export function SynonymsPanel() {
  const { data, error, refetch } = useSynonyms();
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  return <Groups synonyms={data} />;
}

function Groups({ synonyms }: { synonyms: Synonyms }) {
  const { t } = useTranslation('knowledge');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const set = useSetSynonyms();
  const save = ({ groups }: Synonyms) =>
    void set.mutateAsync({ groups: groups.filter((group) => group.length > 0) }).then(
      () => void message.success(t('synonyms.saved')),
      (problem: unknown) => void message.error(problemText(problem)),
    );
  return (
    <Form<Synonyms> initialValues={synonyms} onFinish={save} style={{ maxWidth: 640 }}>
      <p className="quiet">{t('synonyms.help')}</p>
      <Form.List name="groups">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} style={{ display: 'flex', gap: 8 }}>
                <Form.Item name={name} style={{ flex: 1, marginBottom: 8 }}>
                  <Select
                    mode="tags"
                    open={false}
                    suffixIcon={null}
                    maxCount={20}
                    tokenSeparators={[',', '，', ';']}
                    aria-label={t('synonyms.group', { number: name + 1 })}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('synonyms.remove', { number: name + 1 })}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <div className={styles.bar}>
              <Button icon={<PlusOutlined />} onClick={() => add([])}>
                {t('synonyms.add')}
              </Button>
              <Button type="primary" htmlType="submit" loading={set.isPending}>
                {t('synonyms.save')}
              </Button>
            </div>
          </>
        )}
      </Form.List>
    </Form>
  );
}
