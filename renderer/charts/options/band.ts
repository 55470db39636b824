import type { CustomSeriesOption } from 'echarts/charts';
import { withOpacity } from '../../theme/colours.ts';

export interface BandPoint {
  x: number;
  low: number;
  high: number;
}

/** An interval band as one polygon behind its line. */
export function band(points: readonly BandPoint[], colour: string): CustomSeriesOption {
  const outline = [
    ...points.map((point) => [point.x, point.high]),
    ...[...points].reverse().map((point) => [point.x, point.low]),
  ];
  return {
    type: 'custom',
    silent: true,
    animation: false,
    clip: true,
    z: 1,
    data: points.length < 2 ? [] : [[0]],
    renderItem: (_parameters, api) => ({
      type: 'polygon',
      shape: { points: outline.map((point) => api.coord(point)) },
      style: { fill: withOpacity(colour, 0.18) },
    }),
  };
}
