import type { EChartsOption } from 'echarts';
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { type RefObject, useEffect, useRef } from 'react';

interface EChartProps {
  option: EChartsOption;
  /** The answer that the chart gives, in words. */
  label: string;
  /** Where the chart is put for whoever copies its image. */
  chartRef?: RefObject<EChartsType | null>;
  className?: string | undefined;
}

/** A canvas that shows an option, fills its box and never animates. */
export function EChart({ option, label, chartRef, className }: EChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) {
      return;
    }
    const created = createChart(element, null, { renderer: 'canvas' });
    chart.current = created;
    if (chartRef !== undefined) {
      chartRef.current = created;
    }
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.dispose();
      chart.current = null;
      if (chartRef !== undefined) {
        chartRef.current = null;
      }
    };
  }, [chartRef]);

  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);

  return (
    <div ref={box} className={className} role="img" aria-label={label} style={{ height: '100%', width: '100%' }} />
  );
}

use([
  LineChart,
  ScatterChart,
  CustomChart,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  // Labels at the ends of lines move apart.
  LabelLayout,
  CanvasRenderer,
]);

/** ECharts with the parts that the charts of this window use, and no more. */
export const createChart = init;
