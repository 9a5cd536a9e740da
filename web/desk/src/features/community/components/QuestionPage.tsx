import { ArrowLeftOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommunityThread } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { useCommunityCommand, useQuestion } from '../api/community';
import { CommunityPostCard } from './CommunityPostCard';
import styles from './Community.module.css';

interface Props {
  id: string;
  onLeave: () => void;
}

export function QuestionPage({ id, onLeave }: Props) {
  const { t } = useTranslation('community');
  const { data, error, refetch } = useQuestion(id);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <PageFrame
      title={data.question.title}
      actions={
        <Button icon={<ArrowLeftOutlined />} onClick={onLeave}>
          {t('back')}
        </Button>
      }
    >
      <div className={styles.thread}>
        <CommunityPostCard post={data.question} />
        <h2>{t('answer_count', { count: data.answers.length })}</h2>
        {data.answers.map((answer) => (
          <CommunityPostCard key={answer.id} post={answer} question={data.question} />
        ))}
        {!data.question.is_locked && <Answering thread={data} />}
      </div>
    </PageFrame>
  );
}

function Answering({ thread }: { thread: CommunityThread }) {
  const { t } = useTranslation('community');
  const format = useFormat();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const command = useCommunityCommand();
  const [text, setText] = useState('');
  const said = new Set(thread.answers.map((answer) => answer.text.trim()));
  const offered = thread.case_replies.filter((reply) => !said.has(reply.text.trim()));
  const send = () => {
    if (!text.trim() || command.isPending) return;
    command
      .mutateAsync({ path: `questions/${thread.question.id}/answers`, body: { body: text.trim() } })
      .then(
        () => setText(''),
        (error: unknown) => void message.error(problemText(error)),
      );
  };
  return (
    <>
      {offered.map((reply) => (
        <div key={reply.at} className={styles.offered}>
          <p>
            <span className="quiet">{t('offered', { time: format.dateTime(reply.at) })}</span> {reply.text}
          </p>
          <Button size="small" onClick={() => setText(reply.text)}>
            {t('use_reply')}
          </Button>
        </div>
      ))}
      <form
        className={styles.composer}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Input.TextArea
          value={text}
          aria-label={t('your_answer')}
          placeholder={t('answer_help')}
          autoSize={{ minRows: 4, maxRows: 14 }}
          maxLength={5000}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
          }}
        />
        <Button type="primary" htmlType="submit" disabled={!text.trim()} loading={command.isPending}>
          {t('send_answer')}
        </Button>
      </form>
    </>
  );
}
