/** The next place of the plan with a problem, after the one that holds the focus, round and round. */
export function nextProblem(): HTMLElement | undefined {
  const places = [...document.querySelectorAll<HTMLElement>('[data-problem]')];
  const current = places.findIndex((place) => place.contains(document.activeElement));
  return places[(current + 1) % Math.max(1, places.length)];
}
