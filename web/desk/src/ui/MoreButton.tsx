import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';

// Below a list that is read page by page: reads the next one. Nothing where there is none.
export function MoreButton({
  pages,
  label,
}: {
  pages: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  label: string;
}) {
  if (!pages.hasNextPage) return null;
  return (
    <Button
      block
      loading={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
      style={{ marginTop: 12 }}
    >
      {label}
    </Button>
  );
}
