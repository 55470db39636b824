import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { scalabilityOf } from '../../../core/analysis/scalabilityOf.ts';
import { searchOf } from '../../../core/analysis/searchOf.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import { useNarrow } from '../../widgets/useNarrow.ts';
import { AnswerLine } from './AnswerLine.tsx';
import { ConfigurationTab } from './ConfigurationTab.tsx';
import { DamageLines } from './DamageLines.tsx';
import { FiguresTab } from './FiguresTab.tsx';
import { HeadlineRow } from './HeadlineRow.tsx';
import { OpenLoopLine } from './OpenLoopLine.tsx';
import { OverTimeTab } from './OverTimeTab.tsx';
import { QualityLine } from './QualityLine.tsx';
import { ResultsSide } from './ResultsSide.tsx';
import classes from './results.module.css';
import { ScalabilityLine } from './ScalabilityLine.tsx';
import { SearchLine } from './SearchLine.tsx';
import { SkippedStep } from './SkippedStep.tsx';
import { SummaryCharts } from './SummaryCharts.tsx';
import { stepsOfCell } from './stepsOfCell.ts';
import { stepsOfCurve } from './stepsOfCurve.ts';
import { VerdictBand } from './VerdictBand.tsx';

interface StepViewProps {
  document: ResultDocument;
  step: StepResult;
}

interface View {
  value: string;
  name: string;
  content: ReactNode;
}

/** One step: can it be trusted, its numbers, its charts. A narrow window has the checks as one of its tabs. */
export function StepView({ document, step }: StepViewProps) {
  return step.skipped === undefined ? (
    <MeasuredStep document={document} step={step} />
  ) : (
    <SkippedStep document={document} step={step} reason={step.skipped.reason} />
  );
}

function MeasuredStep({ document, step }: StepViewProps) {
  const narrow = useNarrow();
  const side = <ResultsSide document={document} step={step} />;
  const views: View[] = [
    { value: 'summary', name: 'Summary', content: <SummaryCharts document={document} step={step} /> },
    ...(narrow ? [{ value: 'checks', name: 'Checks', content: side }] : []),
    { value: 'time', name: 'Over time', content: <OverTimeTab step={step} /> },
    { value: 'figures', name: 'Figures', content: <FiguresTab step={step} /> },
    { value: 'configuration', name: 'Configuration', content: <ConfigurationTab document={document} step={step} /> },
  ];
  const main = (
    <Tabs className={classes.tabs ?? ''} defaultValue="summary" keepMounted={false}>
      <Tabs.List aria-label="Views of the step">
        {views.map((view) => (
          <Tabs.Tab key={view.value} value={view.value}>
            {view.name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {views.map((view) => (
        <Tabs.Panel key={view.value} value={view.value}>
          {view.content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
  return (
    <div className={classes.view}>
      <VerdictBand step={step} />
      <div>
        <DamageLines run={document.run} />
        <HeadlineRow step={step} />
        <AnswerLine step={step} steps={stepsOfCell(document.steps, step)} />
        <SearchLine search={searchOf(document.steps, step)} />
        {stepsOfCurve(document.steps, step).length > 1 ? (
          <ScalabilityLine scalability={scalabilityOf(document.steps, step)} />
        ) : null}
        <OpenLoopLine step={step} />
        <QualityLine quality={step.quality} />
      </div>
      {narrow ? (
        main
      ) : (
        <SplitPanes name="results side" label="Resize the checks" side="end" sizePx={304} main={main}>
          {side}
        </SplitPanes>
      )}
    </div>
  );
}
