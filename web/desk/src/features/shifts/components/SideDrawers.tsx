import { HistoryOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftViolation } from '@/lib/contract';
import { useBoard } from './board-context';
import { ChangeList } from './ChangeList';
import { ViolationList } from './ViolationList';

interface Props {
  violations: ShiftViolation[] | undefined;
  onShow: (day: number) => void;
}

// Every rule that is broken; of a published schedule also what was changed since.
export function SideDrawers({ violations = [], onShow }: Props) {
  const { t } = useTranslation('shifts');
  const { plan, days } = useBoard();
  const [isOpen, setOpen] = useState<'broken' | 'changes' | null>(null);
  const show = ({ day }: ShiftViolation) => {
    setOpen(null);
    onShow(Math.max(0, days.indexOf(day)));
  };
  return (
    <>
      <Button icon={<WarningOutlined />} danger={violations.length > 0} onClick={() => setOpen('broken')}>
        {violations.length > 0 ? t('broken_count', { count: violations.length }) : t('broken')}
      </Button>
      {plan.state === 'published' && (
        <Button icon={<HistoryOutlined />} onClick={() => setOpen('changes')}>
          {t('changes.title')}
        </Button>
      )}
      <Drawer open={isOpen === 'broken'} title={t('broken')} size={440} onClose={() => setOpen(null)}>
        {violations.length === 0 ? (
          <p>{t('none_broken')}</p>
        ) : (
          <ViolationList violations={violations} onShow={show} />
        )}
      </Drawer>
      <Drawer
        open={isOpen === 'changes'}
        title={t('changes.title')}
        size={480}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        <ChangeList />
      </Drawer>
    </>
  );
}
