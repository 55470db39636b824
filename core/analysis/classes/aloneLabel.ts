/** What the level of a class that is measured alone is called, before the class's name. */
export const aloneLabel = 'alone: ';
