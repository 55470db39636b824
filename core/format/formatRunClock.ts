/** Time since a start, as a clock: "1:37", from one hour "1:02:05". Whole seconds that have passed; never below 0:00. */
export function formatRunClock(seconds: number): string {
  const passed = Math.max(0, Math.floor(seconds));
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(passed / 3600);
  const minutes = Math.floor(passed / 60) % 60;
  const tail = twoDigits(passed % 60);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${tail}` : `${minutes}:${tail}`;
}
