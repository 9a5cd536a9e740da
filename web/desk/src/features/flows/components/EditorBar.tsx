import {
  ApartmentOutlined,
  ArrowLeftOutlined,
  CheckCircleOutlined,
  RedoOutlined,
  UndoOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button, Input, Popover, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FlowProblem } from '@/lib/api-types';
import { Badge } from '@/ui/Badge';
import type { Check } from '../api/check-flow';
import type { Draft } from '../state/use-draft';
import { ProblemList } from './ProblemList';
import styles from './Editor.module.css';

interface Props {
  draft: Draft;
  check: Check;
  liveVersion: number | undefined;
  isReadOnly: boolean;
  isSaving: boolean;
  onSave: () => void;
  onArrange: () => void;
  onPublish: () => void;
  onShow: (problem: FlowProblem) => void;
}

export function EditorBar(props: Props) {
  const { draft, check, liveVersion, isReadOnly, isSaving } = props;
  const { t } = useTranslation('flows');
  const problems = check.result?.problems ?? [];
  const tests = check.result?.tests ?? [];
  const failed = tests.filter(({ rehearsed }) => rehearsed.failure !== '').length;
  const tool = (text: string, icon: React.ReactNode, act: () => void, isOff: boolean) => (
    <Tooltip title={text}>
      <Button type="text" icon={icon} aria-label={text} disabled={isOff} onClick={act} />
    </Tooltip>
  );
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('tools')}>
      <Link to="/admin/flows" className={styles.back} aria-label={t('back')} title={t('back')}>
        <ArrowLeftOutlined />
      </Link>
      <Input
        value={draft.name}
        maxLength={120}
        aria-label={t('name')}
        variant="underlined"
        className={styles.name}
        onChange={(event) => draft.rename(event.target.value)}
      />
      <Badge tone={liveVersion === undefined ? 'plain' : 'calm'}>
        {liveVersion === undefined ? t('not_live') : t('live_version', { version: liveVersion })}
      </Badge>
      <span className="quiet" aria-live="polite">
        {t(draft.isDirty ? 'unsaved' : 'all_saved')}
      </span>
      <span className={styles.space} />
      {tool(t('undo'), <UndoOutlined />, draft.undo, isReadOnly || !draft.canUndo)}
      {tool(t('redo'), <RedoOutlined />, draft.redo, isReadOnly || !draft.canRedo)}
      {tool(t('arrange'), <ApartmentOutlined />, props.onArrange, isReadOnly)}
      <Popover
        trigger="click"
        placement="bottomRight"
        content={<ProblemList problems={problems} onShow={props.onShow} />}
      >
        <Button
          type="text"
          className={problems.length + failed > 0 ? styles.wrong : styles.passed}
          icon={problems.length + failed > 0 ? <WarningOutlined /> : <CheckCircleOutlined />}
          disabled={check.result === undefined}
          data-checked={!check.isStale}
        >
          {problems.length > 0
            ? t('problem', { count: problems.length })
            : failed > 0
              ? t('test_failed', { count: failed })
              : t('no_problem')}
        </Button>
      </Popover>
      <Button disabled={!draft.isDirty || isReadOnly} loading={isSaving} onClick={props.onSave}>
        {t('save')}
      </Button>
      <Button
        type="primary"
        disabled={problems.length + failed > 0 || check.result === undefined || isReadOnly}
        onClick={props.onPublish}
      >
        {t('publish')}
      </Button>
    </div>
  );
}
