/** The fields of a line of CSV as RFC 4180 quotes them, or that a quote is not closed on it. */
export function csvFields(line: string): string[] | 'unclosed' {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (line.charAt(index + 1) === '"') {
        field += '"';
        index += 1;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ',') {
      fields.push(field);
      field = '';
    } else field += character;
  }
  if (isQuoted) return 'unclosed';
  return [...fields, field];
}
