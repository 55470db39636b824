/** "[53.8, 54.7]" with nothing after it that would make a link of it. */
const interval = /(\[[\d.,\s\u2212\u221e<]+\](?![([:]))/;

/**
 * Text as Markdown that reads as that text: everything that Markdown or the HTML in it would take as markup is escaped, a
 * bar too, which would end a table's cell. One line.
 */
export function markdownText(text: string): string {
  return text
    .replace(/[\n\r\t ]+/g, ' ')
    .split(interval)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join('')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^([+-])(?=\s|$)/, '\\$1');
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]{}<>#|~!]/g, '\\$&').replace(/&/g, '&amp;');
}
