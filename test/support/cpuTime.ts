/** The milliseconds of a processor that this process has used by now: other programs do not count. */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
