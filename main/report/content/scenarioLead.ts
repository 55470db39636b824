import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { scenarioAnswer, scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { displayText } from '../displayText.ts';
import type { Phrase } from './Phrase.ts';
import { subjects } from './subjects.ts';

const longestAnswer = 200;
const mostAnswers = 6;

/** What the scenarios with an answer of their own found, a sentence each; invalid steps are not quoted. */
export function scenarioLead(document: ResultDocument): Phrase {
  const list = subjects(document);
  const answers = list.flatMap(({ name, steps }) =>
    [...new Set(steps.map(({ scenario }) => scenario))].flatMap((scenario) => {
      const own = steps.filter((step) => step.scenario === scenario);
      const trusted = own.filter(({ validity, skipped }) => validity.verdict !== 'invalid' || skipped !== undefined);
      const answer = scenarioAnswer(scenario, trusted);
      if (answer === undefined) return [];
      const { title } = scenarioNamed(scenario);
      return [{ title: list.length > 1 ? `${title} of ${name}` : title, answer }];
    }),
  );
  return answers
    .slice(0, mostAnswers)
    .flatMap(({ title, answer }): Phrase => [`${title}: `, { strong: displayText(answer, longestAnswer) }, '. ']);
}
