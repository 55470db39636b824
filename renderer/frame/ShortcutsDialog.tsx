import { Modal } from '@mantine/core';
import { KeyHint } from '../widgets/KeyHint.tsx';
import classes from './dialogs.module.css';
import { screens } from './screens.ts';

interface Group {
  title: string;
  keys: { keys: string; does: string }[];
}

const groups: Group[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: 'Ctrl K', does: 'Search or run a command' },
      ...screens.map((screen) => ({ keys: `Ctrl ${screen.key}`, does: screen.name })),
      { keys: 'F6', does: 'Next pane' },
      { keys: 'Shift F6', does: 'Previous pane' },
      { keys: 'Esc', does: 'Close what is on top' },
      { keys: '?', does: 'Shortcuts' },
    ],
  },
  {
    title: 'Home and Plan',
    keys: [
      { keys: 'Ctrl Enter', does: 'Start' },
      { keys: 'Space', does: 'Tick a cell of the plan' },
      { keys: 'F8', does: 'Next problem of the plan' },
    ],
  },
  {
    title: 'Live and Results',
    keys: [
      { keys: 'Ctrl .', does: 'Stop the run' },
      { keys: '← →', does: 'Move the time cursor' },
      { keys: 'T', does: 'Chart or table' },
      { keys: '↑ ↓', does: 'Step before or after' },
      { keys: 'E', does: 'Export HTML' },
    ],
  },
];

/** All shortcuts on one sheet. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Shortcuts" size={680}>
      <div className={classes.shortcuts}>
        {groups.map((group) => (
          <section key={group.title}>
            <h2>{group.title}</h2>
            <dl>
              {group.keys.map((entry) => (
                <div key={entry.keys}>
                  <dt>{entry.does}</dt>
                  <dd>
                    <span className="visually-hidden">{entry.keys}</span>
                    <KeyHint keys={entry.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
