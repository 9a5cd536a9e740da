import type { Edge, Node, ReactFlowInstance } from '@xyflow/react';
import type { FlowDefinition } from '@/lib/api-types';
import { stepOf } from '../state/changes';

const readableZoom = 0.7;
const leastZoom = 0.55;

// The whole flow where that can be read; else its beginning, in the middle of the left edge.
export async function showReadably<N extends Node, E extends Edge>(
  canvas: ReactFlowInstance<N, E>,
  flow: FlowDefinition,
  heightPx: number,
  durationMs = 0,
): Promise<void> {
  await canvas.fitView({ maxZoom: 1, padding: 0.12 });
  const place = stepOf(flow, flow.start)?.place;
  if (!place || canvas.getZoom() >= leastZoom) return;
  await canvas.setViewport(
    {
      x: 48 - place.x * readableZoom,
      y: heightPx / 2 - (place.y + 70) * readableZoom,
      zoom: readableZoom,
    },
    { duration: durationMs },
  );
}
