import assert from 'node:assert/strict';
import { RateGate } from '../../../../src/core/work/rateGate';
import { randomFrom } from '../../../support/emulator/wire';
import {
  bucketHost,
  concurrencyHost,
  sendAll,
  unlimitedHost,
  windowHost,
  type Host,
} from './limitedHosts';
import { VirtualClock } from './virtualClock';

const maximum = 32;
const count = 1000;

/** The seconds that 1,000 requests take at least: with 32 at a time, and a bucket that is full at first. */
const atOnce = (Math.ceil(count / maximum) * 300) / 1000;
const byBucket = (capacity: number, rate: number): number =>
  Math.max(atOnce, (count - capacity) / rate);
const byWindow = (most: number, seconds: number): number => (count / most) * seconds;
const byConcurrency = (most: number): number => (count / most) * 0.3;

const never = new AbortController().signal;

function begin(seed = 1) {
  const clock = new VirtualClock();
  return { clock, gate: new RateGate({ clock, random: randomFrom(seed), maximum }) };
}

describe('a rate gate', () => {
  const tokens = (): (() => number) => {
    const random = randomFrom(3);
    return () => 800 + 800 * random();
  };
  const hosts: [string, () => Host, least: number][] = [
    ['no limit', () => unlimitedHost, atOnce],
    ...(
      [
        [10, 1],
        [60, 1],
        [100, 2],
        [20, 5],
        [50, 10],
      ] as const
    ).flatMap(([capacity, rate]): [string, () => Host, number][] =>
      (['nothing', 'seconds', 'milliseconds', 'headers'] as const).map((tells) => [
        `a bucket of ${capacity} that fills up by ${rate} a second and tells ${tells}`,
        () => bucketHost(capacity, rate, tells),
        byBucket(capacity, rate),
      ]),
    ),
    ['OpenAI at 3 a minute', () => bucketHost(3, 3 / 60, 'headers'), byBucket(3, 3 / 60)],
    ['OpenAI at 500 a minute', () => bucketHost(500, 500 / 60, 'headers'), byBucket(500, 500 / 60)],
    ['OpenAI at 5,000 a minute', () => bucketHost(5000, 5000 / 60, 'headers'), atOnce],
    [
      'OpenAI at 100,000 tokens a minute',
      () => bucketHost(100_000, 100_000 / 60, 'headers', tokens()),
      (count * 1200 - 100_000) / (100_000 / 60),
    ],
    ...([20, 60, 100, 250] as const).flatMap((most): [string, () => Host, number][] => [
      [`a window of ${most} a minute`, () => windowHost(most, 60, 'seconds'), byWindow(most, 60)],
      [
        `a window of ${most} a minute, in its middle`,
        () => windowHost(most, 60, 'seconds', 30),
        byWindow(most, 60),
      ],
    ]),
    ['a window that tells its end', () => windowHost(100, 60, 'reset', 20), byWindow(100, 60)],
    ...(
      [
        [5, 1],
        [10, 1],
        [50, 10],
        [100, 10],
      ] as const
    ).flatMap(([most, seconds]): [string, () => Host, number][] =>
      [0, 0.4].map((phase) => [
        `Azure at ${most} in ${seconds} s, from ${phase} of a window`,
        () => windowHost(most, seconds, 'remaining', phase * seconds),
        byWindow(most, seconds),
      ]),
    ),
    ...[1, 2, 4, 10, 15].map((most): [string, () => Host, number] => [
      `${most} at a time`,
      () => concurrencyHost(most),
      byConcurrency(most),
    ]),
  ];
  for (const [name, host, least] of hosts) {
    it(`gets through 95 % of what ${name} allows, with less than 2 % refused`, async () => {
      const { clock, gate } = begin();
      const { seconds, refusedShare, refused, mostInFlight } = await sendAll(clock, gate, host());
      assert.ok(seconds <= least / 0.95, `${seconds} s, at best ${least} s`);
      assert.ok(refusedShare < 0.02, `${refused} refused`);
      assert.ok(mostInFlight <= maximum);
    });
  }

  // Half of the requests come before the change, if the limit is used up.
  const changes: [string, () => Host, least: number][] = [
    ['a bucket that slows down', () => bucketHost(10, until(250, 2, 1), 'nothing'), 740],
    ['a bucket that speeds up', () => bucketHost(10, until(250, 2, 4), 'nothing'), 372],
    ['a window that shrinks', () => windowHost(until(300, 100, 50), 60, 'seconds'), 900],
    ['a window that grows', () => windowHost(until(300, 100, 200), 60, 'seconds'), 450],
    ['OpenAI that gives less', () => bucketHost(60, until(440, 1, 0.5), 'headers'), 1440],
    ['OpenAI that gives more', () => bucketHost(60, until(440, 1, 2), 'headers'), 690],
    ['fewer at a time', () => concurrencyHost(until(15, 10, 5)), 45],
    ['more at a time', () => concurrencyHost(until(15, 10, 20)), 22.5],
  ];
  for (const [name, host, least] of changes) {
    it(`follows ${name}`, async () => {
      const { clock, gate } = begin();
      const { seconds, refusedShare, refused } = await sendAll(clock, gate, host());
      assert.ok(seconds <= least / 0.75, `${seconds} s, at best ${least} s`);
      assert.ok(refusedShare < 0.03, `${refused} refused`);
    });
  }

  it('waits by itself where a host says nonsense about that', async () => {
    for (const retryAfterSeconds of [0, -5, NaN, Infinity, 1e-9]) {
      const { clock, gate } = begin();
      const host = bucketHost(20, 5, 'nothing');
      const told: Host = (now) => ({ ...host(now), retryAfterSeconds });
      const { seconds, refusedShare } = await sendAll(clock, gate, told);
      assert.ok(seconds <= byBucket(20, 5) / 0.95, `${seconds} s`);
      assert.ok(refusedShare < 0.02, String(refusedShare));
    }
  });

  it('waits longer with each refusal, but not for ever, where a host takes nothing for a while', async () => {
    const { clock, gate } = begin();
    let tries = 0;
    const host: Host = (now) => {
      tries++;
      return { isAccepted: now >= 10 * 60_000 };
    };
    const { seconds } = await sendAll(clock, gate, host, 100);
    assert.ok(seconds < 10 * 60 + 45, `${seconds} s`);
    assert.ok(tries < 150, `${tries} tries`);
  });

  it('lets nothing through before the time that a host names', async () => {
    const { clock, gate } = begin();
    const passes = await clock.run(Promise.all([gate.enter(never), gate.enter(never)]));
    const others = Array.from({ length: 5 }, () => gate.enter(never).then(() => clock.now()));
    passes[0].leave({ type: 'limited', retryAfterSeconds: 40 });
    passes[1].leave({ type: 'done' });
    const first = clock.now();
    const [next = 0] = await clock.run(Promise.all(others.slice(0, 1)));
    assert.ok(next >= first + 40_000 && next < first + 40_100, String(next));
  });

  it('goes slower by what headers say before anything is refused', async () => {
    const { clock, gate } = begin();
    const { refused } = await sendAll(clock, gate, bucketHost(30, 0.5, 'headers'), 100);
    assert.equal(refused, 0);
  });

  it('lets them through in the order in which they came', async () => {
    const { clock, gate } = begin();
    const random = randomFrom(5);
    const order: number[] = [];
    const send = async (index: number): Promise<void> => {
      await clock.sleep(index);
      const pass = await gate.enter(never);
      order.push(index);
      await clock.sleep(1000 * random());
      pass.leave(random() < 0.05 ? { type: 'limited' } : { type: 'done' });
    };
    await clock.run(Promise.all(Array.from({ length: 300 }, (_, index) => send(index))));
    assert.deepEqual(
      order,
      Array.from({ length: 300 }, (_, index) => index),
    );
  });

  it('lets those go at once who give up, and their places to others', async () => {
    const { clock } = begin();
    const gate = new RateGate({ clock, random: randomFrom(1), maximum: 1 });
    const pass = await gate.enter(never);
    const stop = new AbortController();
    const given = Array.from({ length: 3 }, () => gate.enter(stop.signal));
    const last = gate.enter(never);
    stop.abort(new Error('stopped'));
    for (const one of given) {
      await assert.rejects(one, /^Error: stopped$/);
    }
    await assert.rejects(gate.enter(stop.signal), /^Error: stopped$/);
    pass.leave({ type: 'failed' });
    const next = await clock.run(last);
    const after = gate.enter(never);
    next.leave({ type: 'done' });
    next.leave({ type: 'done' });
    await clock.run(after);
    let isIn = false;
    void gate.enter(never).then(() => (isIn = true));
    await clock.pass(60_000);
    assert.ok(!isIn, 'a pass was given back twice');
  });

  it('runs by the clock of the machine, too', async () => {
    const gate = new RateGate();
    const passes = await Promise.all([gate.enter(never), gate.enter(never)]);
    passes.forEach((pass) => pass.leave({ type: 'done' }));
  });
});

/** A number until so many seconds, another one after. */
function until(seconds: number, before: number, after: number): (now: number) => number {
  return (now) => (now < seconds * 1000 ? before : after);
}
