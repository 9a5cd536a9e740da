import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Customers } from '@/features/customers/components/Customers';
import { exportPath } from '@/features/imports/api/imports';
import { SegmentCustomers } from '@/features/value/components/SegmentCustomers';
import { SegmentSelect } from '@/features/value/components/SegmentSelect';
import { useSession } from '@/lib/session';

// A segment, or words: each takes the place of the other, in the address.
export function CustomersPage() {
  const { t } = useTranslation('imports');
  const { permissions } = useSession();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const segment = params.get('segment') ?? undefined;
  const open = (id: string) => void navigate(`/customers/${id}`);
  const mayImport = permissions.includes('manage_organisation') || permissions.includes('supervise');
  return (
    <Customers
      onOpen={open}
      actions={
        mayImport && (
          <>
            <Button href={exportPath({ q: params.get('q'), segment_id: segment })} download>
              {t('export')}
            </Button>
            <Button onClick={() => void navigate('/customers/import')}>{t('import')}</Button>
          </>
        )
      }
      filter={
        <SegmentSelect
          value={segment}
          onChange={(id) => setParams(id ? { segment: id } : {}, { replace: true })}
        />
      }
      filtered={segment ? <SegmentCustomers key={segment} segmentId={segment} onOpen={open} /> : undefined}
    />
  );
}
