import { Tabs } from '@mantine/core';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import { ConfigurationTab } from './ConfigurationTab.tsx';
import { FiguresTab } from './FiguresTab.tsx';
import { HeadlineRow } from './HeadlineRow.tsx';
import { OverTimeTab } from './OverTimeTab.tsx';
import { ResultsSide } from './ResultsSide.tsx';
import classes from './results.module.css';
import { SummaryCharts } from './SummaryCharts.tsx';
import { VerdictBand } from './VerdictBand.tsx';

/** One step: can it be trusted, its numbers, its charts. */
export function StepView({ document, step }: { document: ResultDocument; step: StepResult }) {
  return (
    <div className={classes.view}>
      <VerdictBand step={step} />
      <HeadlineRow step={step} />
      <SplitPanes
        name="results side"
        label="Resize the checks"
        side="end"
        sizePx={304}
        main={
          <Tabs className={classes.tabs ?? ''} defaultValue="summary" keepMounted={false}>
            <Tabs.List aria-label="Views of the step">
              <Tabs.Tab value="summary">Summary</Tabs.Tab>
              <Tabs.Tab value="time">Over time</Tabs.Tab>
              <Tabs.Tab value="figures">Figures</Tabs.Tab>
              <Tabs.Tab value="configuration">Configuration</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="summary">
              <SummaryCharts document={document} step={step} />
            </Tabs.Panel>
            <Tabs.Panel value="time">
              <OverTimeTab step={step} />
            </Tabs.Panel>
            <Tabs.Panel value="figures">
              <FiguresTab step={step} />
            </Tabs.Panel>
            <Tabs.Panel value="configuration">
              <ConfigurationTab document={document} step={step} />
            </Tabs.Panel>
          </Tabs>
        }
      >
        <ResultsSide document={document} step={step} />
      </SplitPanes>
    </div>
  );
}
