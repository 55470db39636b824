import { SegmentedControl } from '@mantine/core';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import { draftFromPreset } from '../../state/plan/PlanDraft.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import classes from './plan.module.css';

interface PresetBarProps {
  choices: PlanChoices;
  preset: string | undefined;
  edits: number;
}

/** The plan to begin from, and how far one has moved away from it. */
export function PresetBar({ choices, preset, edits }: PresetBarProps) {
  const replace = usePlanDraft((state) => state.replace);
  const take = (key: string): void => {
    const draft = draftFromPreset(choices, key);
    if (draft !== undefined) {
      replace(draft);
    }
  };
  const description = preset === undefined ? undefined : choices.presets[preset]?.description;
  return (
    <div className={classes.presets}>
      <SegmentedControl
        aria-label="Preset"
        data={Object.entries(choices.presets).map(([value, { name }]) => ({ value, label: name }))}
        value={preset ?? ''}
        onChange={take}
      />
      {edits > 0 && preset !== undefined ? (
        <p>
          changed from preset · {edits} {edits === 1 ? 'edit' : 'edits'} ·{' '}
          <button type="button" className="link" onClick={() => take(preset)}>
            Undo all
          </button>
        </p>
      ) : (
        <p>{description}</p>
      )}
    </div>
  );
}
