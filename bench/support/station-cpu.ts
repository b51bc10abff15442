/** Processor time that the station's process has used so far, all threads, in seconds. */
export async function stationCpuSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = /^process_cpu_seconds_total (\S+)/m.exec(text);
  if (line === null) throw new Error('the station does not say how much processor time it used');
  return Number(line[1]);
}
