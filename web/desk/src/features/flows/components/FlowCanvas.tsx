import { Background, Controls, MiniMap, ReactFlow, applyNodeChanges, useReactFlow } from '@xyflow/react';
import type { Connection, EdgeChange, FinalConnectionState, NodeChange } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowDefinition } from '@/lib/api-types';
import { usePreferences } from '@/lib/preferences';
import { added, connected, gridPx, moved, removed } from '../state/changes';
import type { Place } from '../state/changes';
import { edgesOf, nodesOf } from '../state/drawing';
import type { Before, ExitEdge, Marks, StepNode as Drawn } from '../state/drawing';
import { groupOf } from '../state/kinds';
import type { Group, Kind } from '../state/kinds';
import { AddHere } from './AddHere';
import type { Wish } from './AddHere';
import { kindDragged } from './Palette';
import { showReadably } from './readable-view';
import { StepNode } from './StepNode';
import styles from './Canvas.module.css';

const nodeTypes = { step: StepNode };
const colours: Record<Group, string> = {
  talk: '#3d7bd9',
  decide: '#b07415',
  ask: '#8a5cc9',
  leave: '#158a7f',
};
const edgeOptions = { interactionWidth: 18 };

interface Props {
  flow: FlowDefinition;
  marks: Marks;
  path: readonly string[] | undefined;
  before: Before | undefined;
  isReadOnly: boolean;
  onSelect: (ids: readonly string[]) => void;
  onChange: (how: (flow: FlowDefinition) => FlowDefinition, name?: string) => void;
}

export function FlowCanvas({ flow, marks, path, before, isReadOnly, onSelect, onChange }: Props) {
  const { t } = useTranslation('flows');
  const { isDark } = usePreferences();
  const { screenToFlowPosition } = useReactFlow();
  // React Flow moves its own copy; where a step is dropped becomes its place.
  const [nodes, setNodes] = useState<Drawn[]>(() => nodesOf(flow, marks, []));
  useEffect(() => setNodes((now) => nodesOf(flow, marks, now)), [flow, marks]);
  const drawn = useMemo(() => edgesOf(flow, path, before), [flow, path, before]);
  const [chosenEdges, setChosenEdges] = useState<ReadonlySet<string>>(new Set());
  const edges = useMemo(
    () => drawn.map((edge) => (chosenEdges.has(edge.id) ? { ...edge, selected: true } : edge)),
    [drawn, chosenEdges],
  );
  const isDragged = useRef(false);
  const [wish, setWish] = useState<Wish>();
  const area = useRef<HTMLDivElement>(null);

  const onNodesChange = (changes: NodeChange<Drawn>[]) => {
    const own = changes.filter(({ type }) => type === 'position' || type === 'dimensions');
    if (own.length > 0) setNodes((now) => applyNodeChanges(own, now));
    const selected = new Set(marks.selected);
    for (const change of changes)
      if (change.type === 'select') {
        if (change.selected) selected.add(change.id);
        else selected.delete(change.id);
      }
    if (changes.some(({ type }) => type === 'select')) onSelect([...selected]);
    const places = new Map<string, Place>();
    for (const change of changes)
      if (change.type === 'position' && change.position && !change.dragging)
        places.set(change.id, { x: Math.round(change.position.x), y: Math.round(change.position.y) });
    if (places.size === 0) return;
    onChange((now) => moved(now, places), isDragged.current ? '' : 'nudge');
    isDragged.current = false;
  };
  const onEdgesChange = (changes: EdgeChange<ExitEdge>[]) =>
    setChosenEdges((now) => {
      const next = new Set(now);
      for (const change of changes) {
        if (change.type !== 'select') continue;
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      return next;
    });
  const connect = ({ source, sourceHandle, target }: Connection) => {
    if (sourceHandle) onChange((now) => connected(now, source, sourceHandle, target));
  };
  // Drawn into the empty: what should be there?
  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const exit = state.fromHandle?.id;
    if (state.isValid || state.toNode || !state.fromNode || !exit || exit === 'in') return;
    const at = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!at) return;
    setWish({ from: state.fromNode.id, exit, x: at.clientX, y: at.clientY });
  };
  const add = (kind: Kind, at: Place, after?: { id: string; exit: string }) => {
    const result = added(flow, kind, at, after);
    onChange(() => result.flow);
    onSelect(result.ids);
  };
  const onDrop = (event: DragEvent) => {
    const kind = kindDragged(event);
    if (!kind || isReadOnly) return;
    event.preventDefault();
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    add(kind, { x: at.x - 100, y: at.y - 20 });
  };
  return (
    <div ref={area} className={styles.canvas} onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        defaultEdgeOptions={edgeOptions}
        colorMode={isDark ? 'dark' : 'light'}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
        onInit={(instance) => void showReadably(instance, flow, area.current?.clientHeight ?? 0)}
        minZoom={0.1}
        maxZoom={1.75}
        snapToGrid
        snapGrid={[gridPx, gridPx]}
        connectionRadius={28}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        edgesReconnectable={!isReadOnly}
        edgesFocusable={false}
        deleteKeyCode={isReadOnly ? null : ['Delete', 'Backspace']}
        multiSelectionKeyCode={['Meta', 'Control']}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('aria.node'),
          'node.a11yDescription.keyboardDisabled': t('aria.node'),
          'controls.ariaLabel': t('aria.controls'),
          'controls.zoomIn.ariaLabel': t('aria.zoom_in'),
          'controls.zoomOut.ariaLabel': t('aria.zoom_out'),
          'controls.fitView.ariaLabel': t('aria.fit'),
          'minimap.ariaLabel': t('aria.map'),
          'handle.ariaLabel': t('aria.handle'),
        }}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={() => (isDragged.current = true)}
        onPaneClick={() => onSelect([])}
        onConnect={connect}
        onConnectEnd={onConnectEnd}
        onReconnect={(edge, to) =>
          onChange((now) => {
            const free = connected(now, edge.source, edge.sourceHandle ?? '', undefined);
            return connected(free, to.source, to.sourceHandle ?? '', to.target);
          })
        }
        onDelete={({ nodes: gone, edges: cut }) =>
          onChange((now) => {
            const left = cut.reduce(
              (each, edge) => connected(each, edge.source, edge.sourceHandle ?? '', undefined),
              now,
            );
            return removed(
              left,
              gone.map(({ id }) => id),
            );
          })
        }
      >
        <Background gap={gridPx} />
        <Controls showInteractive={false} position="bottom-left" />
        <MiniMap
          pannable
          zoomable
          position="bottom-right"
          nodeColor={(node) => colours[groupOf((node as Drawn).data.step.does.kind)]}
        />
      </ReactFlow>
      {wish && (
        <AddHere
          wish={wish}
          flow={flow}
          onClose={() => setWish(undefined)}
          onChoose={(kind) => {
            const at = screenToFlowPosition({ x: wish.x, y: wish.y });
            add(kind, { x: at.x, y: at.y - 17 }, { id: wish.from, exit: wish.exit });
            setWish(undefined);
          }}
        />
      )}
    </div>
  );
}
