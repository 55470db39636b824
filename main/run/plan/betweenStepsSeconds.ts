/** Seconds between two steps: the last requests end, the result is derived and stored. */
export const betweenStepsSeconds = 0.5;
