import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageFile from '../../../package.json' with { type: 'json' };

import { rooms } from '../../../scripts/boundaries/rooms.js';

const root = resolve(import.meta.dirname, '../../..');
/** The first page of a room or of a part of one, where it has one. */
const roomPages = ['core', 'main', 'preload', 'renderer', 'resources'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'README.md')
    .map((path) => join(room, path)),
);
const pages = [
  ...['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)],
  ...roomPages,
].filter((path) => path.endsWith('.md'));
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Pictures are taken of the program as it is released, and may be missing in between. */
const isPicture = (target: string): boolean => target.endsWith('.png');

/** Code spans of a page that are a path in this project; `<name>` in one stands for what a reader fills in. */
function pathsIn(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\s]+)`/g)].map(([, span = '']) => span);
  return spans.filter((span) => /^(bin|config|core|docs|main|preload|renderer|scripts|tests)\/[^<]*$/.test(span));
}

describe.each(pages)('%s', (page) => {
  const text = textOf(page);

  it('names only files that exist', () => {
    expect(pathsIn(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('links only to pages and headings that exist', () => {
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target) && !isPicture(target))
      .filter((target) => {
        const [path = '', heading] = target.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        if (!existsSync(join(root, file))) return true;
        return heading !== undefined && !headingsOf(textOf(file)).includes(heading);
      });
    expect(broken).toEqual([]);
  });

  it('calls only npm scripts that exist', () => {
    const called = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(called.filter((name) => !Object.keys(packageFile.scripts).includes(name))).toEqual([]);
  });
});

/** Anchors of a page's headings, as a repository browser makes them. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the page of a room', () => {
  it('is there for each', () => {
    expect(Object.keys(rooms).filter((room) => !existsSync(join(root, room, 'README.md')))).toEqual([]);
  });

  it.each(roomPages)('%s names files and folders that are in its room, and fits a glance', (page) => {
    const text = textOf(page);
    const named = [...text.matchAll(/`([\w./-]+(?:\.(?:tsx?|css|json)|\/))`/g)].map(([, path = '']) => path);
    const found = (path: string): boolean =>
      existsSync(join(root, dirname(page), path)) || existsSync(join(root, path));
    expect(named.filter((path) => !found(path))).toEqual([]);
    expect(text.split('\n').length).toBeLessThanOrEqual(16);
  });
});

describe('docs/ARCHITECTURE.md', () => {
  it('says of each dependency why it is there, and of no other', () => {
    const [, section = ''] = textOf('docs/ARCHITECTURE.md').split('## Dependencies');
    const told = [...section.matchAll(/^\| ([^|]+) \| [^|]+ \|$/gm)]
      .flatMap(([, names = '']) => names.split(', '))
      .filter((name) => name !== 'package' && !name.startsWith('-'));
    const wanted = [...Object.keys(packageFile.dependencies), ...Object.keys(packageFile.devDependencies)];
    expect(told.toSorted()).toEqual(wanted.toSorted());
  });
});

describe('docs/GLOSSARY.md', () => {
  it('is in the order of the alphabet', () => {
    const words = [...textOf('docs/GLOSSARY.md').matchAll(/^\*\*([^*]+)\*\*/gm)].map(([, word = '']) => word);
    expect(words.length).toBeGreaterThan(30);
    expect(words).toEqual(words.toSorted((a, b) => a.localeCompare(b)));
  });
});
