import { useQuery } from '@tanstack/react-query';
import type { RecordingPeaks, ShownRecording } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function usePeaks({ id, state }: ShownRecording) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.peaks(id, state),
    queryFn: ({ signal }) => http.get<RecordingPeaks>(`/recordings/${id}/peaks`, undefined, signal),
    staleTime: Infinity,
  });
}
