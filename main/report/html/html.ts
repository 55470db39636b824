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

/** HTML that is safe to place as it is: written here, with everything from outside already escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe as the content of an element and inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a reader sees of markup made by `html`: tags and drawings left out, entities resolved. */
export function markupText(markup: Markup): string {
  return markup.text
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => characters[name] ?? entity)
    .trim();
}
