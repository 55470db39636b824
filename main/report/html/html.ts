import { escapeHtml } from './escapeHtml.ts';
import { Markup } from './Markup.ts';

/** What may stand in a template: text is escaped, {@link Markup} is not, lists are joined, nothing stands for nothing. */
export type MarkupPart = Markup | string | number | false | null | undefined | readonly MarkupPart[];

function partText(part: MarkupPart): string {
  if (part === false || part === null || part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(partText).join('');
}

/** Template tag for HTML: every value is escaped unless it is Markup, so that forgetting to escape is not possible. */
export function html(literals: TemplateStringsArray, ...parts: MarkupPart[]): Markup {
  return new Markup(literals.reduce((text, literal, index) => text + partText(parts[index - 1]) + literal));
}
