import { useZone } from '@/lib/zone';
import { TableExport } from '@/ui/TableExport';
import { tablePath } from '../api/history-imports';
import { rangeOf } from '../state/view';
import type { View } from '../state/view';

// What is shown, as a table that can be imported again.
export function ExportButton({ view }: { view: View }) {
  const zone = useZone();
  const range = rangeOf(view, zone);
  if (!range) return null;
  const query = {
    queue_id: range.queue_id,
    from: range.from,
    to: range.to,
    interval_min: String(range.interval_min),
  };
  return <TableExport pathOf={(isWorkbook) => tablePath({ ...query, is_workbook: String(isWorkbook) })} />;
}
