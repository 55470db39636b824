import { Button } from '@mantine/core';
import { useState } from 'react';
import type { IpcResults } from '../../../core/contract/ipc.ts';
import type { InputOverride } from '../../../core/contract/modelCard.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { formatShape } from '../../../core/format/quantities.ts';
import { ask } from '../../state/bench.ts';
import { ProblemLine, RawText } from '../../widgets/messages.tsx';
import { Pane } from '../../widgets/Pane.tsx';
import classes from './targets.module.css';

interface DryRunPaneProps {
  path: string;
  inputs: Record<string, InputOverride>;
}

/** Loads a model and runs it once, in a process of its own, and says what came of it. */
export function DryRunPane({ path, inputs }: DryRunPaneProps) {
  const [outcome, setOutcome] = useState<IpcResults['dryRunModel'] | 'running' | undefined>(undefined);
  const run = async (): Promise<void> => {
    if (outcome === 'running') return;
    setOutcome('running');
    const answer = await ask(window.bench.dryRunModel({ path, inputs }));
    setOutcome(answer.ok ? answer.value : { failure: answer.failure });
  };
  return (
    <Pane title="Dry run" note="loads it and runs it once, in a process of its own">
      <Button aria-disabled={outcome === 'running'} onClick={() => void run()}>
        Dry run
      </Button>
      <div className={classes.outcome} aria-live="polite">
        {outcome === undefined ? null : outcome === 'running' ? (
          <p className="text2">Loading and running it once…</p>
        ) : 'failure' in outcome ? (
          <>
            <ProblemLine severity="error" message={outcome.failure.reason} remedy={outcome.failure.remedy} />
            {outcome.failure.detail === undefined ? null : (
              <RawText label="What was said" text={outcome.failure.detail} />
            )}
          </>
        ) : (
          <>
            <p className="num">
              It runs: loaded in {formatLatency(outcome.dryRun.loadMs)}, ran in {formatLatency(outcome.dryRun.runMs)}.
              One run is no measurement.
            </p>
            <p className="text2">
              {outcome.dryRun.outputs
                .map(({ name, type, shape }) => `${name} ${type} ${formatShape(shape)}`)
                .join(' · ')}
            </p>
            {outcome.dryRun.text === undefined ? null : <RawText label="What it said" text={outcome.dryRun.text} />}
          </>
        )}
      </div>
    </Pane>
  );
}
