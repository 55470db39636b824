import { Modal } from '@mantine/core';
import { screens } from '../features/screens.ts';
import { KeyHint } from '../widgets/KeyHint.tsx';
import classes from './dialogs.module.css';

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
  ...groupsOfScreens(),
];

/** The keys of the screens, those with one title together. */
function groupsOfScreens(): Group[] {
  const own = screens.flatMap(({ shortcuts }) => shortcuts ?? []);
  const titles = [...new Set(own.map(({ title }) => title))];
  return titles.map((title) => ({ title, keys: own.flatMap((one) => (one.title === title ? one.keys : [])) }));
}

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
