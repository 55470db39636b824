import { Tabs } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { scalabilityOf, searchOf } from '../../../core/analysis/scalability.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { Headline } from '../../widgets/Headline.tsx';
import { useNarrow } from '../../widgets/media.ts';
import { ProblemLine, StateMessage } from '../../widgets/messages.tsx';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import { AnswerLine, OpenLoopLine, QualityLine, ScalabilityLine, SearchLine } from './AnswerLines.tsx';
import { answerChartsOf } from './answers/answerCharts.ts';
import { ConfigurationTab } from './ConfigurationTab.tsx';
import { FiguresTab } from './FiguresTab.tsx';
import { headlines } from './headlines.ts';
import { OverTimeTab } from './OverTimeTab.tsx';
import { ResultsSide } from './ResultsSide.tsx';
import classes from './results.module.css';
import { SummaryCharts } from './SummaryCharts.tsx';
import { stepsOfCell, stepsOfCurve } from './stepsOfCurve.ts';
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

interface SkippedStepProps {
  document: ResultDocument;
  step: StepResult;
  reason: string;
}

/** A step that was planned and not tried, and why: nothing went wrong, and there is nothing to judge. */
function SkippedStep({ document, step, reason }: SkippedStepProps) {
  const steps = stepsOfCell(document.steps, step);
  const Chart = answerChartsOf(step)?.answer;
  return (
    <div className={classes.view}>
      <StateMessage icon={IconPlayerSkipForward} title={`Not tried: ${step.level.label}`}>
        {endSentence(reason)}
      </StateMessage>
      <DamageLines run={document.run} />
      <AnswerLine step={step} steps={steps} />
      {Chart === undefined ? null : <Chart step={step} steps={steps} />}
    </div>
  );
}

/** The step's few large numbers. */
function HeadlineRow({ step }: { step: StepResult }) {
  return (
    <section className={classes.headlines} aria-label="Headline numbers" data-pane="" tabIndex={-1}>
      {headlines(step).map((headline) => (
        <Headline key={headline.name} {...headline} />
      ))}
    </section>
  );
}

/** What of the stored run is not as it was stored, and what is shown instead; nothing where all is. */
function DamageLines({ run }: Pick<ResultDocument, 'run'>) {
  if (run.damage === undefined) return null;
  return (
    <section className={classes.damage} aria-label="Damage of the stored run">
      {run.damage.map((sentence) => (
        <ProblemLine key={sentence} severity="warning" message={sentence} />
      ))}
    </section>
  );
}
