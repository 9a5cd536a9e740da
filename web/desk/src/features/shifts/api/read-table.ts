import { useMutation } from '@tanstack/react-query';
import type { TableLines } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { textOfLines } from '../state/table-text';

// A file of any charset, or a workbook, as the text that the field takes.
export function useReadTable() {
  const http = useHttp();
  return useMutation({
    mutationFn: async (file: File) =>
      textOfLines(await http.upload<TableLines>('/workforce/table-lines', file, () => undefined)),
  });
}
