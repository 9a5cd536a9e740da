import { ReactFlowProvider } from '@xyflow/react';
import { Loading } from '@/ui/Loading';
import { ErrorState } from '@/ui/ErrorState';
import { useMedia } from '@/lib/use-media';
import { useFlow } from '../api/get-flow';
import { Editor } from './Editor';
import { FlowReading } from './FlowReading';

// On a phone a flow is only read.
export function FlowEditor({ id }: { id: string }) {
  const flow = useFlow(id);
  const isNarrow = useMedia('(max-width: 899px)');
  if (flow.isError) return <ErrorState error={flow.error} onRetry={() => void flow.refetch()} />;
  // What an earlier visit has left is not what to go on from.
  if (!flow.data || !flow.isFetchedAfterMount) return <Loading />;
  if (isNarrow) return <FlowReading flow={flow.data} />;
  return (
    <ReactFlowProvider>
      <Editor key={id} kept={flow.data} />
    </ReactFlowProvider>
  );
}
