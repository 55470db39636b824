import { IconCircleCheck, IconCircleMinus, IconSquareX, type TablerIcon } from '@tabler/icons-react';
import {
  type ObjectiveVerdict,
  objectiveSentences,
  objectiveWords,
} from '../../../core/analysis/slo/objectiveWords.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { Pane } from '../../widgets/Pane.tsx';
import widgets from '../../widgets/widgets.module.css';
import classes from './results.module.css';

const looks: Record<ObjectiveVerdict, { icon: TablerIcon; tone: string | undefined }> = {
  met: { icon: IconCircleCheck, tone: widgets.toneValid },
  missed: { icon: IconSquareX, tone: widgets.toneInvalid },
  'not measured': { icon: IconCircleMinus, tone: widgets.toneText2 },
};

/** Which service-level objectives the step met, its goodput, and the highest level that met them; nothing without any. */
export function ObjectivesPane({ step }: { step: StepResult }) {
  const { slo = [] } = step;
  if (slo.length === 0) return null;
  const met = slo.filter((result) => result.met === true).length;
  const isMarked = slo.some(({ belowFloor }) => belowFloor === true);
  return (
    <Pane title="Service-level objectives" note={`${met} of ${slo.length} met`}>
      <ul className={widgets.checks}>
        {slo.map(objectiveWords).map(({ objective, value, verdict }) => {
          const { icon: Icon, tone } = looks[verdict];
          return (
            <li key={objective} className={classes.objective}>
              <Icon size={14} stroke={1.75} role="img" aria-label={verdict} className={tone} />
              <p>
                <strong>{objective}</strong> <span className="num">{value}</span>
              </p>
            </li>
          );
        })}
      </ul>
      {objectiveSentences(step).map((sentence) => (
        <p key={sentence} className={`${classes.objectiveNote} num`}>
          {sentence}.
        </p>
      ))}
      {isMarked ? <p className={classes.objectiveNote}>† below its sample floor: not to be quoted.</p> : null}
    </Pane>
  );
}
