/** Whether a scenario asks about memory, which then stands in front of everything else over time. */
export function isMemoryScenario(scenario: string): boolean {
  return scenario.startsWith('memory/');
}
