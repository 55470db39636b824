import type { LineSeriesOption } from 'echarts/charts';
import type { ChartPaint } from '../ChartPaint.ts';
import { axisFont } from './axis.ts';
import { panelColour } from './panelColour.ts';
import type { TimePanel, TimePanelsData } from './timePanels.ts';

/** A phase shorter than this share of the axis has no room for its name. */
const leastNamedShare = 0.05;

interface PanelPhases {
  panel: TimePanel;
  index: number;
  data: TimePanelsData;
}

/** The frame of a panel: phases with their edges, what does not count hatched, limits across, the instant that all share. */
export function panelPhases({ panel, index, data }: PanelPhases, paint: ChartPaint): LineSeriesOption {
  const { colours } = paint;
  const { phases, totalSeconds, mark } = data;
  const label = { ...axisFont, color: colours.text2 };
  const edges = phases.map(({ fromSeconds }) => fromSeconds).filter((seconds) => seconds > 0);
  return {
    type: 'line',
    silent: true,
    data: [],
    xAxisIndex: index,
    yAxisIndex: index,
    z: 1,
    markArea: {
      silent: true,
      data: phases.map(({ title, fromSeconds, toSeconds, isCounted }) => {
        const isNamed = index === 0 && toSeconds - fromSeconds > totalSeconds * leastNamedShare;
        return [
          {
            xAxis: fromSeconds,
            itemStyle: { color: isCounted ? 'transparent' : (paint.hatch as string) },
            label: { show: isNamed, position: 'top', formatter: title, ...label, distance: 6 },
          },
          { xAxis: toSeconds },
        ];
      }),
    },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      data: [
        ...edges.map((seconds) => ({
          xAxis: seconds,
          lineStyle: { color: colours.axis, width: 1, type: 'solid' as const },
        })),
        ...(panel.limits ?? []).map(({ value, text, colour = 'suspect' }) => ({
          yAxis: value,
          lineStyle: { color: panelColour(colour, paint), width: 1, type: 'dashed' as const },
          label: {
            show: true,
            position: 'insideStartTop' as const,
            formatter: text,
            ...label,
            color: panelColour(colour, paint),
          },
        })),
        ...(mark === undefined
          ? []
          : [
              {
                xAxis: mark.seconds,
                lineStyle: { color: colours.invalid, width: 1.5, type: 'solid' as const },
              },
            ]),
      ],
    },
  };
}
